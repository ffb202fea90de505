using System.Buffers;
using System.Text;

namespace ActorServer.Gateways.Wsgi;

/// <summary>A request as one message for a process: header, environ, and the body or the path of its spool file.</summary>
internal static class RequestMessage
{
    // From here on a copy costs more than a second piece of memory costs the system.
    private const int LongBody = 8 * 1024;

    /// <summary>Replaces what the writer holds by the message of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="message">A writer that is used again and again; nobody else keeps its bytes.</param>
    /// <returns>A long body, which is the rest of the message and is not copied.</returns>
    /// <exception cref="InvalidDataException">A name or value has a NUL: the message must not be sent.</exception>
    public static ReadOnlySpan<byte> Encode(GatewayRequest request, ArrayBufferWriter<byte> message)
    {
        ReadOnlySpan<byte> rest = [];
        message.ResetWrittenCount();
        message.GetSpan(Frames.HeaderSize);
        message.Advance(Frames.HeaderSize);
        EnvironEncoder.Encode(request, message);
        var environLength = message.WrittenCount - Frames.HeaderSize;
        byte flags = 0;
        switch (request.Body)
        {
            case RequestBody.Empty:
                break;
            case RequestBody.InMemory { Bytes.Length: >= LongBody } body:
                rest = body.Bytes.Span;
                break;
            case RequestBody.InMemory body:
                message.Write(body.Bytes.Span);
                break;
            case RequestBody.Spooled spooled:
                flags = Frames.SpooledFlag;
                message.Write(Encoding.UTF8.GetBytes(spooled.Path));
                break;
            default:
                throw new InvalidOperationException($"Unknown kind of body: {request.Body.GetType().Name}.");
        }

        Span<byte> header = stackalloc byte[Frames.HeaderSize];
        Frames.WriteMessageHeader(header, Frames.RequestMessage, flags, environLength, request.Exchange);
        // The length of the environ is known only now; the writer gives no writable view of what was written.
        header.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsMemory(message.WrittenMemory).Span);
        return rest;
    }
}
