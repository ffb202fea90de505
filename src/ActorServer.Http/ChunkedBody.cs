using System.Buffers;

namespace ActorServer.Http;

/// <summary>
/// Decodes a chunked body (RFC 9112 §7.1) from pieces of any size. States: line → data → data's CR → data's LF → line …; after a size of 0 the
/// trailers. What is held between calls is a state and, in the trailers only, their bytes.
/// </summary>
internal sealed class ChunkedBody(HttpLimits limits)
{
    private readonly TrailerSection _trailers = new(limits);
    private State _state;
    private ChunkLine _line;
    private ulong _remaining;
    private long _overhead;

    private enum State
    {
        Line,
        Data,
        DataReturn,
        DataFeed,
        Trailers,
    }

    /// <summary>Bytes of data so far.</summary>
    public long Received { get; private set; }

    /// <summary>True once the last byte of the trailers is read.</summary>
    public bool IsDone => _trailers.IsDone;

    /// <summary>The trailers; null when there are none.</summary>
    public FieldTable? Trailers => _trailers.Fields;

    /// <summary>Forgets everything, for the next body.</summary>
    public void Reset()
    {
        _trailers.Reset();
        _state = State.Line;
        _line = default;
        _remaining = 0;
        _overhead = 0;
        Received = 0;
    }

    /// <summary>Reads on, to the end of the bytes or of the body, or to data that is too much.</summary>
    /// <param name="bytes">What follows the bytes used so far.</param>
    /// <param name="sink">Takes the data; null when nobody wants it.</param>
    /// <param name="most">So many bytes of data are taken at most; what was taken is subtracted.</param>
    /// <param name="used">How many bytes belong to the body.</param>
    /// <returns>The first rule that is broken, or null.</returns>
    public Violation? Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte>? sink, ref long most, out int used)
    {
        used = 0;
        while (used < bytes.Length && !IsDone && (most > 0 || _state != State.Data))
        {
            ReadOnlySpan<byte> rest = bytes[used..];
            int step = 1;
            Violation? violation = _state switch
            {
                State.Line => TakeLine(rest, out step),
                State.Data => TakeData(rest, sink, ref most, out step),
                State.DataReturn => TakeEnd(rest, (byte)'\r', State.DataFeed),
                State.DataFeed => TakeEnd(rest, (byte)'\n', State.Line),
                _ => _trailers.Take(rest, out step),
            };
            used += step;
            if (violation is not null)
                return violation;
        }

        return null;
    }

    private Violation? TakeLine(ReadOnlySpan<byte> bytes, out int used)
    {
        for (used = 0; used < bytes.Length;)
        {
            Refusal? refusal = _line.Take(bytes[used++], ref _overhead);
            if (refusal is { } reason)
                return Violation.Of(reason, bytes[..used]);
            if (_overhead > limits.MaxChunkOverhead)
                return Violation.Over(Refusal.ChunkOverheadTooLarge, limits.MaxChunkOverhead, "bytes", bytes[..used]);
            // Before the data: who announces too much is told at once.
            if (_line.IsSizeKnown && _line.Size > (ulong)(limits.MaxBody - Received))
                return Violation.Over(Refusal.BodyTooLarge, limits.MaxBody, "bytes", (ulong)Received + _line.Size);
            if (!_line.IsDone)
                continue;

            _remaining = _line.Size;
            _state = _remaining == 0 ? State.Trailers : State.Data;
            _line = default;
            return null;
        }

        return null;
    }

    private Violation? TakeData(ReadOnlySpan<byte> bytes, IBufferWriter<byte>? sink, ref long most, out int used)
    {
        used = (int)Math.Min((ulong)Math.Min(bytes.Length, most), _remaining);
        sink?.Write(bytes[..used]);
        most -= used;
        Received += used;
        _remaining -= (ulong)used;
        if (_remaining == 0)
            _state = State.DataReturn;
        return null;
    }

    private Violation? TakeEnd(ReadOnlySpan<byte> bytes, byte expected, State next)
    {
        if (bytes[0] != expected)
            return Violation.Of(Refusal.ChunkDataNotTerminated, bytes[..1]);

        _state = next;
        return null;
    }
}
