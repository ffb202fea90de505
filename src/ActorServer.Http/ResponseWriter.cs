using System.Buffers;

namespace ActorServer.Http;

/// <summary>Writes one response after another. Not safe on several threads at once.</summary>
public sealed class ResponseWriter
{
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
    /// <param name="keepAlive">True when the server is willing to take another request; <see cref="KeepAlive"/> says what comes of it.</param>
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
        ReadOnlySpan<byte> requestId = default) => throw new NotSupportedException();

    /// <summary>Writes another block.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="block">The block; nothing is written for an empty one.</param>
    public void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> block) => throw new NotSupportedException();

    /// <summary>Ends the response.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <returns>False when fewer bytes came than were announced: the connection must be reset, so that the client sees no clean end.</returns>
    public bool End(IBufferWriter<byte> output) => throw new NotSupportedException();

    /// <summary>Writes a complete response that says why a request is refused or failed.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="reason">The reason; not one of status 499.</param>
    /// <param name="detail">A line for the client under the reason's sentence, or null.</param>
    /// <param name="keepAlive">True when the request and the server allow another request; a reason that closes wins.</param>
    /// <param name="retryAfter">Sent as Retry-After in whole seconds, at least 1, or null.</param>
    /// <param name="isHead">True when the method is HEAD: no body.</param>
    /// <param name="date">The time now as <see cref="HttpDate"/> writes it.</param>
    /// <param name="minorVersion">The request's minor version; 0 is told that the connection stays open.</param>
    /// <param name="requestId">Sent as X-Request-ID; empty for none.</param>
    public void WriteRefusal(
        IBufferWriter<byte> output,
        Refusal reason,
        string? detail,
        bool keepAlive,
        TimeSpan? retryAfter,
        bool isHead,
        ReadOnlySpan<byte> date,
        int minorVersion = 1,
        ReadOnlySpan<byte> requestId = default) => throw new NotSupportedException();
}
