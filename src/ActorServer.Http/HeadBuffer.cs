using System.Buffers;
using System.Buffers.Text;

namespace ActorServer.Http;

/// <summary>A response head on its way into one span of an output; the span is large enough from the start.</summary>
internal ref struct HeadBuffer
{
    // Status line without the reason, and the longest of all fields that the server itself adds.
    private const int Fixed = 512;

    private readonly IBufferWriter<byte> _output;
    private readonly Span<byte> _span;
    private int _length;

    /// <summary>Reserves room.</summary>
    /// <param name="output">Takes the head.</param>
    /// <param name="variable">Bytes of what the caller adds beyond the server's own fields.</param>
    public HeadBuffer(IBufferWriter<byte> output, int variable)
    {
        _output = output;
        _span = output.GetSpan(Fixed + variable);
    }

    public void StatusLine(int status, ReadOnlySpan<byte> reason)
    {
        Add("HTTP/1.1 "u8);
        Add(status);
        Add(" "u8);
        Add(reason);
        Add("\r\n"u8);
    }

    public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Add(name);
        Add(": "u8);
        Add(value);
        Add("\r\n"u8);
    }

    public void Field(ReadOnlySpan<byte> name, long value)
    {
        Add(name);
        Add(": "u8);
        Add(value);
        Add("\r\n"u8);
    }

    /// <summary>Adds what tells the peer whether the connection stays: nothing where the version's default says it.</summary>
    public void Connection(bool keepAlive, int minorVersion)
    {
        if (!keepAlive)
            Add("Connection: close\r\n"u8);
        else if (minorVersion == 0)
            Add("Connection: keep-alive\r\n"u8);
    }

    /// <summary>Ends the head and hands it to the output.</summary>
    public void End()
    {
        Add("\r\n"u8);
        _output.Advance(_length);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_span[_length..]);
        _length += bytes.Length;
    }

    private void Add(long number)
    {
        Utf8Formatter.TryFormat(number, _span[_length..], out int written);
        _length += written;
    }
}
