using System.Buffers;

namespace ActorServer.Http;

/// <summary>Reads one request's body after another, without chunk framing. Not safe on several threads at once.</summary>
/// <param name="limits">What a body may cost.</param>
public sealed class BodyReader(HttpLimits limits)
{
    // Made for the first chunked body: most connections never bring one.
    private ChunkedBody? _chunked;
    private BodyFraming _framing;
    private long _length;
    private long _received;
    private bool _isRefused;

    /// <summary>Bytes of the body so far, after de-chunking.</summary>
    public long Received => _framing == BodyFraming.Chunked ? _chunked!.Received : _received; // Begin has made it.

    /// <summary>True once the body is complete: at once when there is none.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The trailers of a chunked body that is complete, never merged into the head; null when there are none.</summary>
    public FieldTable? Trailers => _chunked?.Trailers;

    /// <summary>Why, after a refusal.</summary>
    public Refusal Refusal { get; private set; }

    /// <summary>After a refusal one line for the log: what was found (escaped and cut), what is allowed, which key or clause decides; else empty.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>Begins the body of a request.</summary>
    /// <param name="head">The request.</param>
    /// <returns>The refusal when the announced length is over the limit, before any byte of it is read; else null.</returns>
    public Refusal? Begin(RequestHead head)
    {
        _framing = head.Framing;
        _length = head.ContentLength;
        _received = 0;
        _chunked?.Reset();
        if (_framing == BodyFraming.Chunked)
            _chunked ??= new ChunkedBody(limits);
        IsComplete = _framing != BodyFraming.Chunked && _length == 0;
        _isRefused = false;
        Refusal = default;
        Detail = "";
        if (_length > limits.MaxBody)
            Refuse(Violation.Over(Http.Refusal.BodyTooLarge, limits.MaxBody, "bytes", (ulong)_length));
        return _isRefused ? Refusal : null;
    }

    /// <summary>Reads on.</summary>
    /// <param name="buffer">What follows the bytes consumed so far.</param>
    /// <param name="sink">Takes the body, without chunk framing; null when nobody wants it.</param>
    /// <param name="consumed">Behind the last byte used; never behind the body's end.</param>
    /// <param name="most">So many bytes of the body are taken at most. Chunk framing is none of them: an end that follows is seen without any.</param>
    public BodyStatus Read(in ReadOnlySequence<byte> buffer, IBufferWriter<byte>? sink, out SequencePosition consumed, long most = long.MaxValue)
    {
        long used = 0;
        foreach (ReadOnlyMemory<byte> segment in buffer)
        {
            int taken = Take(segment.Span, sink, ref most);
            used += taken;
            if (IsComplete || _isRefused || taken < segment.Length)
                break;
        }

        consumed = buffer.GetPosition(used);
        return _isRefused ? BodyStatus.Refused : IsComplete ? BodyStatus.Complete : BodyStatus.NeedMore;
    }

    private int Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte>? sink, ref long most)
    {
        if (IsComplete || _isRefused)
            return 0;

        int used;
        if (_framing == BodyFraming.Chunked)
        {
            if (_chunked!.Take(bytes, sink, ref most, out used) is { } violation) // Begin has made it.
                Refuse(violation);
            IsComplete = _chunked.IsDone;
            return used;
        }

        used = (int)Math.Min(bytes.Length, Math.Min(most, _length - _received));
        sink?.Write(bytes[..used]);
        most -= used;
        _received += used;
        IsComplete = _received == _length;
        return used;
    }

    private void Refuse(Violation violation)
    {
        _isRefused = true;
        Refusal = violation.Reason;
        Detail = violation.Detail;
    }
}
