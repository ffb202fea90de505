using System.Globalization;
using System.Text.RegularExpressions;
using ActorServer.Http;

namespace ActorServer.Conformance.Fuzzing;

/// <summary>
/// A slow second reader of HTTP/1.1, made of patterns over the whole text and nothing of the first one's: what they disagree on, one of them has
/// wrong. It says what is accepted, what an application sees, and whether the text behind that is refused or not complete.
/// </summary>
internal sealed partial class ReferenceReader(HttpLimits limits)
{
    /// <summary>How a text ends behind the requests that are accepted.</summary>
    public enum End
    {
        /// <summary>With the last request, or with empty lines.</summary>
        Clean,

        /// <summary>Within a head, of which something is there.</summary>
        InHead,

        /// <summary>Within a body.</summary>
        InBody,

        /// <summary>Something is refused, and what stands behind it is never read.</summary>
        Refused,

        /// <summary>A TRACE is refused that has a body or asks to close; what stands behind it is never read.</summary>
        Traced,
    }

    private const int MostEmptyLines = 8;

    private static readonly string[] NotInTrailers =
    [
        "te", "host", "cookie", "expect", "trailer", "upgrade", "connection", "keep-alive", "set-cookie", "content-type", "max-forwards", "authorization", "content-range",
        "content-length", "content-encoding", "www-authenticate", "proxy-connection", "transfer-encoding", "proxy-authenticate", "proxy-authorization",
    ];

    private string _text = "";
    private int _at;

    /// <summary>Reads all requests of a text, a character for a byte.</summary>
    public (IReadOnlyList<ReferenceRequest> Requests, End End) Read(string text)
    {
        (_text, _at) = (text, 0);
        var requests = new List<ReferenceRequest>();
        try
        {
            while (ReadOne() is { } request)
            {
                requests.Add(request);
                if (request is { IsTrace: true, HasBody: true } or { IsTrace: true, KeepAlive: false })
                    return (requests, End.Traced);
            }

            return (requests, End.Clean);
        }
        catch (StopException stop)
        {
            return (requests, stop.End);
        }
    }

    private ReferenceRequest? ReadOne()
    {
        string? line = null;
        for (int empty = 0; line is null or "";)
        {
            string rest = _text[_at..];
            if (rest is "" or "\r")
                return null;
            // What cannot begin a method is refused before the line is whole.
            Demand(rest[0] is '\r' or '\n' || Begin().IsMatch(rest));
            line = ReadLine(End.InHead, limits.MaxRequestLine);
            Demand(line != "" || ++empty <= MostEmptyLines);
        }

        Match match = Demand(RequestLine().Match(line));
        string method = match.Groups[1].Value;
        string target = match.Groups[2].Value;
        int minor = int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture);
        Demand(method != "CONNECT" && !target.Contains('#', StringComparison.Ordinal) && !target.Contains("%00", StringComparison.Ordinal));
        var request = Locate(line, method, target, minor);

        List<(string Name, string Value)> fields = ReadFields(End.InHead, fields => Conclude(request, fields, isWhole: false));
        request = Conclude(request, fields, isWhole: true);
        return request.IsTrace ? request : ReadBody(request);
    }

    private static ReferenceRequest Locate(string line, string method, string target, int minor)
    {
        if (target == "*")
        {
            Demand(method == "OPTIONS");
            return new ReferenceRequest(line, method, target, "Asterisk", "*", null, minor, "");
        }

        Match absolute = Absolute().Match(target);
        Demand(target[0] == '/' || absolute.Success);
        string authority = target[0] == '/' ? "" : absolute.Groups[1].Value;
        Demand(target[0] == '/' || IsAuthority(authority));
        string[] parts = (target[0] == '/' ? target : absolute.Groups[2].Value).Split('?', 2);
        return new ReferenceRequest(
            line, method, target, target[0] == '/' ? "Origin" : "Absolute", parts[0] == "" ? "/" : parts[0], parts.ElementAtOrDefault(1), minor, authority);
    }

    private static bool IsAuthority(string text) =>
        Authority().Match(text) is { Success: true } match && (match.Groups[1].Length == 0 || (match.Groups[1].Length <= 19 && ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) <= 65535));

    // What is wrong with some fields is wrong with more of them too.
    private List<(string Name, string Value)> ReadFields(End end, Action<List<(string Name, string Value)>> check)
    {
        var fields = new List<(string, string)>();
        int start = _at;
        for (string line; (line = ReadLine(end, limits.MaxHeaderBlock - (_at - start), withLineEnd: true)) != "";)
        {
            Demand(fields.Count < limits.MaxFields);
            Match match = Demand(Field().Match(line));
            fields.Add((match.Groups[1].Value, match.Groups[2].Value.Trim(' ', '\t')));
            check(fields);
        }

        return fields;
    }

    private static ReferenceRequest Conclude(ReferenceRequest request, List<(string Name, string Value)> fields, bool isWhole)
    {
        bool isOld = request.Minor == 0;
        string[] Values(string name) => [.. fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value)];
        string[] hosts = Values("Host");
        string[] lengths = Values("Content-Length");
        string[] codings = Values("Transfer-Encoding");
        string[] expectations = Values("Expect");
        Demand(hosts.Length <= 1 && lengths.Length <= 1 && codings.Length <= 1 && lengths.Length + codings.Length <= 1);
        Demand(Values("Content-Type").Length <= 1 && expectations.Length <= 1);
        Demand(hosts is [var host] ? IsAuthority(host) || (host == "" && isOld) : isOld || !isWhole);
        Demand(lengths.All(length => Length().IsMatch(length)));
        Demand(codings.All(coding => !isOld && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)));
        Demand(expectations.All(expectation => expectation.Equals("100-continue", StringComparison.OrdinalIgnoreCase)));

        string[] options = [.. Values("Connection").SelectMany(value => value.Split(',')).Select(option => option.Trim(' ', '\t').ToLowerInvariant())];
        ulong announced = lengths is [var digits] ? ulong.Parse(digits, CultureInfo.InvariantCulture) : 0;
        bool hasBody = announced > 0 || codings.Length > 0;
        return request with
        {
            Host = request.Form == "Absolute" ? request.Host : hosts.FirstOrDefault() ?? "",
            Fields = [.. fields.Where(field => !IsDropped(field.Name)).Select(field => $"{field.Name}: {field.Value}")],
            Framing = codings.Length > 0 ? "Chunked" : lengths.Length > 0 ? "Length" : "None",
            Length = (long)Math.Min(announced, long.MaxValue),
            ExpectsContinue = expectations.Length > 0 && !isOld && hasBody,
            KeepAlive = !options.Contains("close") && (!isOld || options.Contains("keep-alive")),
        };
    }

    private static bool IsDropped(string name) => name.Contains('_', StringComparison.Ordinal) || Dropped().IsMatch(name);

    private ReferenceRequest ReadBody(ReferenceRequest request)
    {
        Demand(request.Length <= limits.MaxBody);
        if (request.Framing != "Chunked")
            return request with { Body = Take((int)request.Length) };

        string body = "";
        int overhead = 0;
        while (true)
        {
            string line = ReadLine(End.InBody, int.MaxValue);
            Match chunk = Demand(Chunk().Match(line));
            ulong size = ulong.Parse(chunk.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Demand(size <= (ulong)(limits.MaxBody - body.Length));
            overhead += Math.Max(0, line.Length - 16 - (2 * (int)size));
            Demand(overhead <= limits.MaxChunkOverhead);
            if (size == 0)
                break;
            body += Take((int)size);
            // One by one: a wrong byte is known before the next one is there.
            Demand(Take(1) == "\r");
            Demand(Take(1) == "\n");
        }

        List<(string Name, string Value)> trailers = ReadFields(
            End.InBody, trailers => Demand(trailers.All(trailer => !NotInTrailers.Contains(trailer.Name.ToLowerInvariant()))));
        return request with { Body = body, Trailers = [.. trailers.Where(trailer => !IsDropped(trailer.Name)).Select(trailer => $"{trailer.Name}: {trailer.Value}")] };
    }

    private string Take(int count)
    {
        if (_text.Length - _at < count)
            throw new StopException(End.InBody);
        _at += count;
        return _text.Substring(_at - count, count);
    }

    // An empty line costs nothing of a limit; of a line that is not complete everything counts that is there.
    private string ReadLine(End end, int most, bool withLineEnd = false)
    {
        string rest = _text[_at..];
        Match line = Line().Match(rest);
        string text = line.Groups[1].Value;
        string feed = line.Groups[2].Value;
        Demand(text.Length == 0 || text.Length + (withLineEnd ? feed.Length : 0) <= most);
        if (text.Length + feed.Length == rest.Length && feed is "" or "\r")
            throw new StopException(end);
        Demand(feed == "\r\n");
        _at += text.Length + 2;
        return text;
    }

    private static Match Demand(Match match)
    {
        Demand(match.Success);
        return match;
    }

    private static void Demand(bool rule)
    {
        if (!rule)
            throw new StopException(End.Refused);
    }

    private sealed class StopException(End end) : Exception
    {
        public End End { get; } = end;
    }
}
