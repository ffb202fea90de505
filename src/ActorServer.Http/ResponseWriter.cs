using System.Buffers;
using System.Buffers.Text;

namespace ActorServer.Http;

/// <summary>
/// Writes one response after another. Not safe on several threads at once. States: idle → <see cref="Start"/> → body (by length, chunked, to the
/// close, or none) → <see cref="End"/> → idle. What is written is always a legal message; an incomplete one shows as such.
/// </summary>
public sealed class ResponseWriter
{
    private Framing _framing;
    private long _remaining;

    private enum Framing
    {
        /// <summary>No body, or nothing more of it: blocks are dropped.</summary>
        None,
        Length,
        Chunked,
        ToClose,
    }

    /// <summary>True when another request may follow on the connection; known after <see cref="Start"/> and <see cref="WriteRefusal"/>.</summary>
    public bool KeepAlive { get; private set; }

    /// <summary>Bytes of the body written, without chunk framing.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>The status code written last; 0 before the first.</summary>
    public int Status { get; private set; }

    /// <summary>True when the application gave more bytes than it had announced; they were cut.</summary>
    public bool ExceededAnnounced { get; private set; }

    /// <summary>Writes <c>100 Continue</c>: for a client that waits before it sends its body.</summary>
    /// <param name="output">Takes the bytes.</param>
    public static void WriteContinue(IBufferWriter<byte> output) => output.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);

    /// <summary>Writes the head and the first block. <see cref="End"/> follows in any case, also when the block is the last.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="request">What is answered: method and version decide the framing.</param>
    /// <param name="head">The head.</param>
    /// <param name="firstBlock">The first block; may be empty.</param>
    /// <param name="isLast">True when it is the whole body: its length is sent.</param>
    /// <param name="keepAlive">True when the client asked for another request and the server is willing; <see cref="KeepAlive"/> says what comes of it.</param>
    /// <param name="date">The time now as <see cref="HttpDate"/> writes it.</param>
    /// <param name="requestId">Sent as X-Request-ID unless the application gave one; empty for none.</param>
    public void Start(
        IBufferWriter<byte> output,
        RequestHead request,
        ResponseHead head,
        ReadOnlySpan<byte> firstBlock,
        bool isLast,
        bool keepAlive,
        ReadOnlySpan<byte> date,
        ReadOnlySpan<byte> requestId = default)
    {
        Begin(head.Status);
        bool isHead = request.Method == "HEAD";
        // RFC 9112 §6.3: these end with their head, whatever their fields say.
        bool hasBody = !isHead && head.Status is not (204 or 304);
        // A block that answers HEAD shows what GET would send; none shows only that the application saved the work.
        long? computed = isLast && head.ContentLength is null && (hasBody || (isHead && !firstBlock.IsEmpty && head.Status is not (204 or 304)))
            ? firstBlock.Length
            : null;
        _remaining = head.ContentLength ?? computed ?? 0;
        _framing = !hasBody ? Framing.None
            : (head.ContentLength ?? computed) is not null ? Framing.Length
            : request.MinorVersion > 0 ? Framing.Chunked
            : Framing.ToClose;
        KeepAlive = keepAlive && _framing != Framing.ToClose;

        WriteHead(output, request, head, computed, date, requestId);
        Write(output, firstBlock);
    }

    /// <summary>Writes another block. Bytes beyond the announced length are cut.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="block">The block; nothing is written for an empty one.</param>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> block)
    {
        block = block[..Open(output, block.Length)];
        if (block.IsEmpty)
            return;
        output.Write(block);
        Close(output);
    }

    /// <summary>Writes what stands before a block that the caller sends itself, then <see cref="Close"/> what stands behind it.</summary>
    /// <param name="output">Takes the framing.</param>
    /// <param name="length">Bytes of the block.</param>
    /// <returns>How many bytes of it the response takes; with 0 there is nothing to send and nothing to close.</returns>
    public int Open(IBufferWriter<byte> output, int length)
    {
        if (_framing == Framing.None || length == 0)
            return 0;

        if (_framing == Framing.Length)
        {
            ExceededAnnounced |= length > _remaining;
            length = (int)Math.Min(length, _remaining);
            _remaining -= length;
        }

        if (_framing == Framing.Chunked)
            WriteChunkSize(output, length);
        BodyBytes += length;
        return length;
    }

    /// <summary>Writes what stands behind a block of <see cref="Open"/>.</summary>
    /// <param name="output">Takes the framing.</param>
    public void Close(IBufferWriter<byte> output)
    {
        if (_framing == Framing.Chunked)
            output.Write("\r\n"u8);
    }

    /// <summary>Ends the response.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="trailers">Fields behind the last chunk, or null; dropped where the framing has no place for them.</param>
    /// <returns>False when fewer bytes came than were announced: the connection must be reset, so that the client sees no clean end.</returns>
    public bool End(IBufferWriter<byte> output, FieldTable? trailers = null)
    {
        if (_framing == Framing.Chunked)
        {
            output.Write("0\r\n"u8);
            WriteTrailers(output, trailers ?? FieldTable.Empty);
            output.Write("\r\n"u8);
        }

        bool isWhole = _framing != Framing.Length || _remaining == 0;
        _framing = isWhole ? Framing.None : _framing;
        return isWhole;
    }

    /// <summary>Writes a complete response that says why a request is refused or failed.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="reason">The reason; not one of status 499.</param>
    /// <param name="detail">A line for the client in place of the reason's sentence; null or empty for the sentence.</param>
    /// <param name="keepAlive">True when the request and the server allow another request; a reason that closes wins.</param>
    /// <param name="retryAfter">Sent as Retry-After in whole seconds, at least 1, or null.</param>
    /// <param name="isHead">True when the method is HEAD: no body.</param>
    /// <param name="date">The time now as <see cref="HttpDate"/> writes it.</param>
    /// <param name="minorVersion">The request's minor version; 0 is told that the connection stays open.</param>
    /// <param name="requestId">Sent as X-Request-ID; empty for none.</param>
    /// <exception cref="ArgumentException">The reason is one that is never sent.</exception>
    public void WriteRefusal(
        IBufferWriter<byte> output,
        Refusal reason,
        string? detail,
        bool keepAlive,
        TimeSpan? retryAfter,
        bool isHead,
        ReadOnlySpan<byte> date,
        int minorVersion = 1,
        ReadOnlySpan<byte> requestId = default)
    {
        RefusalEntry entry = RefusalTable.Of(reason);
        if (entry.Status == 499)
            throw new ArgumentException($"{reason} is for the log; nobody is there to be answered.", nameof(reason));

        Begin(entry.Status);
        KeepAlive = keepAlive && !entry.Closes;
        byte[] body = RefusalBody.Of(entry, detail);

        var buffer = new HeadBuffer(output, requestId.Length);
        buffer.StatusLine(entry.Status, System.Text.Encoding.ASCII.GetBytes(entry.ReasonPhrase));
        buffer.Field("Date"u8, date);
        buffer.Field("Server"u8, "actorserver"u8);
        if (!requestId.IsEmpty)
            buffer.Field("X-Request-ID"u8, requestId);
        buffer.Field("Content-Type"u8, "text/plain; charset=utf-8"u8);
        buffer.Field("Content-Length"u8, body.Length);
        if (entry.Status == 405)
            buffer.Field("Allow"u8, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"u8);
        if (retryAfter is { } delay)
            buffer.Field("Retry-After"u8, Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)));
        buffer.Connection(KeepAlive, minorVersion);
        buffer.End();

        if (isHead)
            return;
        output.Write(body);
        BodyBytes = body.Length;
    }

    private void Begin(int status)
    {
        Status = status;
        BodyBytes = 0;
        ExceededAnnounced = false;
        _framing = Framing.None;
        _remaining = 0;
    }

    private void WriteHead(
        IBufferWriter<byte> output, RequestHead request, ResponseHead head, long? computed, ReadOnlySpan<byte> date, ReadOnlySpan<byte> requestId)
    {
        FieldTable fields = head.Fields;
        int variable = head.Reason.Length + requestId.Length;
        for (int i = 0; i < fields.Count; i++)
            variable += fields.Name(i).Length + fields.Value(i).Length + 4;

        var buffer = new HeadBuffer(output, variable);
        buffer.StatusLine(head.Status, head.Reason);
        if (!fields.TryFind("Date"u8, out _))
            buffer.Field("Date"u8, date);
        if (!fields.TryFind("Server"u8, out _))
            buffer.Field("Server"u8, "actorserver"u8);
        if (!requestId.IsEmpty && !fields.TryFind("X-Request-ID"u8, out _))
            buffer.Field("X-Request-ID"u8, requestId);
        for (int i = 0; i < fields.Count; i++)
        {
            // RFC 9110 §8.6: 204 has no Content-Length.
            if (head.Status != 204 || !FieldRules.Is(fields.Name(i), "Content-Length"u8))
                buffer.Field(fields.Name(i), fields.Value(i));
        }

        if (computed is { } length)
            buffer.Field("Content-Length"u8, length);
        if (_framing == Framing.Chunked)
            buffer.Field("Transfer-Encoding"u8, "chunked"u8);
        buffer.Connection(KeepAlive, request.MinorVersion);
        buffer.End();
    }

    private static void WriteTrailers(IBufferWriter<byte> output, FieldTable trailers)
    {
        for (int i = 0; i < trailers.Count; i++)
        {
            output.Write(trailers.Name(i));
            output.Write(": "u8);
            output.Write(trailers.Value(i));
            output.Write("\r\n"u8);
        }
    }

    private static void WriteChunkSize(IBufferWriter<byte> output, int size)
    {
        Span<byte> span = output.GetSpan(10);
        Utf8Formatter.TryFormat(size, span, out int written, 'x');
        "\r\n"u8.CopyTo(span[written..]);
        output.Advance(written + 2);
    }
}
