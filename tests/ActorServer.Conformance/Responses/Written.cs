using System.Buffers;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Responses;

/// <summary>A response writer with its output as text, for a request that is given as text.</summary>
internal sealed class Written
{
    public const string Date = "Sun, 06 Nov 1994 08:49:37 GMT";

    private readonly ArrayBufferWriter<byte> _output = new();

    public ResponseWriter Writer { get; } = new();

    public IBufferWriter<byte> Output => _output;

    public string Text => Encoding.Latin1.GetString(_output.WrittenSpan);

    /// <summary>What stands behind the first empty line.</summary>
    public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    /// <summary>Status line and fields, one each.</summary>
    public string[] Head => Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");

    public static RequestHead Request(string line)
    {
        var parser = new RequestParser(new HttpLimits());
        ParseStatus status = parser.Parse(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes($"{line}\r\nHost: a\r\n\r\n")), out _);
        Assert.Equal(ParseStatus.Complete, status);
        return parser.Head!;
    }

    public static ResponseHead Response(string wire)
    {
        bool isValid = ResponseHead.TryParse(Encoding.Latin1.GetBytes(wire), out ResponseHead? head, out string? error);
        Assert.True(isValid, error);
        return head!;
    }

    /// <summary>Writes a whole response.</summary>
    /// <returns>What End says.</returns>
    public bool Respond(string requestLine, string wire, string[] blocks, bool isLast = false, bool keepAlive = true, string requestId = "")
    {
        Start(requestLine, wire, blocks.Length == 0 ? "" : blocks[0], isLast, keepAlive, requestId);
        foreach (string block in blocks.Skip(1))
            Writer.Write(_output, Encoding.Latin1.GetBytes(block));
        return Writer.End(_output);
    }

    public void Start(string requestLine, string wire, string firstBlock, bool isLast, bool keepAlive = true, string requestId = "") =>
        Writer.Start(
            _output,
            Request(requestLine),
            Response(wire),
            Encoding.Latin1.GetBytes(firstBlock),
            isLast,
            keepAlive,
            Encoding.ASCII.GetBytes(Date),
            Encoding.ASCII.GetBytes(requestId));
}
