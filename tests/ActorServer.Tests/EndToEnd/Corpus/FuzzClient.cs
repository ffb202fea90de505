using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ActorServer.Conformance.Fuzzing;
using ActorServer.Http;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>Damaged requests on a connection of their own: what a second reader reads in them is what must be answered.</summary>
internal sealed class FuzzClient : IDisposable
{
    private readonly Socket _socket;
    private readonly string _text;
    private readonly IReadOnlyList<ReferenceRequest> _requests;
    private readonly ReferenceReader.End _end;
    private readonly Queue<byte[]> _pieces;

    /// <param name="server">Whom to ask.</param>
    /// <param name="text">The damaged requests.</param>
    /// <param name="piece">How many bytes are sent at a time.</param>
    public FuzzClient(ServerProcess server, string text, int piece)
    {
        _socket = server.Connect();
        _text = text;
        _pieces = new Queue<byte[]>(Encoding.Latin1.GetBytes(text).Chunk(piece));
        (_requests, _end) = new ReferenceReader(new HttpLimits()).Read(text);
        int last = _requests.TakeWhile(request => request.KeepAlive && !(request.IsTrace && request.HasBody)).Count();
        // Behind a request that closes nothing is read.
        if (last < _requests.Count)
        {
            (_requests, _end) = ([.. _requests.Take(last + 1)], ReferenceReader.End.Traced);
        }
    }

    /// <summary>How many requests must be answered.</summary>
    public int Served => _requests.Count(request => !request.IsTrace);

    /// <summary>Sends the next piece, and behind the last one the end.</summary>
    /// <returns>False when all is sent.</returns>
    public bool SendNext()
    {
        try
        {
            if (_pieces.TryDequeue(out byte[]? piece))
            {
                _socket.Send(piece);
                return true;
            }

            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset or SocketError.NotConnected)
        {
            // The server has closed; what it answered can still be read.
        }

        return false;
    }

    /// <summary>Reads to the end, where an application answers that nothing is known of but that it may leave a body unread.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? JudgeNumber()
    {
        string text = ReadToEnd();
        List<Answer> answers = Cut(text);
        answers.RemoveAll(answer => answer.Status == 100);
        int most = _requests.Count + Extra;
        bool isRight = answers.Count == most || (answers.Count < most && answers.Count > 0 && answers[^1].Closes);
        return isRight && answers.SkipLast(1).All(answer => !answer.Closes) ? null : Explain($"{answers.Count} answers in place of {most}", text);
    }

    /// <summary>Reads to the end.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Judge()
    {
        string text = ReadToEnd();
        List<Answer> answers = Cut(text);
        int continues = answers.RemoveAll(answer => answer.Status == 100);
        int expected = _requests.Count(request => request.ExpectsContinue);
        int extra = Extra;
        string? wrong = true switch
        {
            _ when answers.Count != _requests.Count + extra => $"{answers.Count} answers in place of {_requests.Count + extra}",
            _ when continues < expected || continues > expected + extra => $"{continues} times 100 in place of {expected}",
            _ when extra == 1 && !IsRefusal(answers[^1]) => $"{answers[^1]} in place of a refusal",
            _ => _requests.Zip(answers, JudgeOne).FirstOrDefault(one => one is not null),
        };
        return wrong is null ? null : Explain(wrong, text);
    }

    public void Dispose() => _socket.Dispose();

    // What is refused, or not complete when its client has ended, is answered too.
    private int Extra => _end is ReferenceReader.End.Clean or ReferenceReader.End.Traced ? 0 : 1;

    // Whether the refused one was a HEAD, only its answer tells: no body ends so, but chunks.
    private List<Answer> Cut(string text) => Answer.Split(
        text,
        number => number < _requests.Count
            ? _requests[number].Method == "HEAD"
            : text.EndsWith("\r\n\r\n", StringComparison.Ordinal) && !text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal));

    private string Explain(string wrong, string answered) => $"{LogText.Escape(Encoding.Latin1.GetBytes(_text))}: {wrong}; {_end}; answered: {answered}";

    private static bool IsRefusal(Answer answer) => answer is { Closes: true, Status: 400 or 413 or 414 or 417 or 431 or 501 or 505 };

    private static string? JudgeOne(ReferenceRequest request, Answer answer)
    {
        if (request.IsTrace)
        {
            return answer.Status == 405 ? null : $"{answer.Status} for TRACE";
        }

        if (answer.Status != 200)
        {
            return $"{answer.Status} for {request.Summary}";
        }

        if (request.Method == "HEAD")
        {
            return null;
        }

        Dictionary<string, string> seen = JsonSerializer.Deserialize<Dictionary<string, string>>(answer.Body)!;
        bool isSame = seen["REQUEST_METHOD"] == request.Method && seen["RAW_URI"] == request.Target && seen["QUERY_STRING"] == (request.Query ?? "")
            && seen["body"] == request.Body && seen.GetValueOrDefault("HTTP_HOST", "") == request.Host;
        return isSame ? null : $"{request.Summary} is seen as {answer.Body}";
    }

    private string ReadToEnd()
    {
        var answer = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            for (int count; (count = _socket.Receive(buffer)) > 0;)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // It has closed while this client still sent.
        }

        return answer.ToString();
    }
}
