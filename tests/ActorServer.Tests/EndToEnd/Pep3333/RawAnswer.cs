using System.Globalization;

namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>The one answer on a connection that was read to its end.</summary>
/// <param name="Status">Code and reason; empty when nothing came.</param>
/// <param name="Head">The lines of the head behind the first.</param>
/// <param name="Body">The content, without its framing.</param>
/// <param name="IsComplete">It ended where its framing says.</param>
internal sealed record RawAnswer(string Status, string[] Head, string Body, bool IsComplete)
{
    public static RawAnswer Parse(string method, string text, bool isReset)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return new RawAnswer("", [], text, IsComplete: false);
        var lines = text[..end].Split("\r\n");
        var (status, body) = (lines[0]["HTTP/1.1 ".Length..], text[(end + 4)..]);
        if (method == "HEAD" || status.StartsWith("204", StringComparison.Ordinal) || status.StartsWith("304", StringComparison.Ordinal))
            return new RawAnswer(status, lines[1..], body, !isReset);
        if (lines.Contains("Transfer-Encoding: chunked", StringComparer.OrdinalIgnoreCase))
            return Chunked(status, lines[1..], body);
        var length = Array.Find(lines, line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return new RawAnswer(status, lines[1..], body, length is null ? !isReset : body.Length == int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture));
    }

    private static RawAnswer Chunked(string status, string[] head, string rest)
    {
        var body = "";
        while (rest.IndexOf("\r\n", StringComparison.Ordinal) is > 0 and var lineEnd)
        {
            var size = int.Parse(rest[..lineEnd], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0 || rest.Length < lineEnd + size + 4)
                return new RawAnswer(status, head, body, IsComplete: size == 0 && rest.Length == lineEnd + 4);
            body += rest.Substring(lineEnd + 2, size);
            rest = rest[(lineEnd + size + 4)..];
        }

        return new RawAnswer(status, head, body, IsComplete: false);
    }
}
