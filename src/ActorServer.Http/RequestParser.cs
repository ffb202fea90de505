using System.Buffers;

namespace ActorServer.Http;

/// <summary>Turns the bytes of a connection into one <see cref="RequestHead"/> after another. Not safe on several threads at once.</summary>
/// <param name="limits">What a head may cost.</param>
/// <param name="trustForwarded">True when the peer is a trusted proxy: X-Forwarded-* and Forwarded are kept.</param>
public sealed class RequestParser(HttpLimits limits, bool trustForwarded = false)
{
    /// <summary>The head, after <see cref="ParseStatus.Complete"/>, and after a refusal as <see cref="Refusal.TraceNotAllowed"/>; else null.</summary>
    public RequestHead? Head { get; private set; }

    /// <summary>Why, after <see cref="ParseStatus.Refused"/>.</summary>
    public Refusal Refusal { get; private set; }

    /// <summary>After a refusal one line for the log: what was found (escaped and cut), what is allowed, which key or clause decides; else empty.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>After a refusal the request line as far as it came, without its line end and cut at its limit: for logs.</summary>
    public ReadOnlyMemory<byte> RequestLine { get; private set; }

    /// <summary>True once a byte was seen that belongs to a request, and not to the empty lines before one.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="buffer">All bytes since the last complete head: after <see cref="ParseStatus.NeedMore"/> the same ones again, and more.</param>
    /// <param name="consumed">Just behind the head after <see cref="ParseStatus.Complete"/> and <see cref="Refusal.TraceNotAllowed"/>; else the buffer's start.</param>
    public ParseStatus Parse(in ReadOnlySequence<byte> buffer, out SequencePosition consumed) =>
        throw new NotSupportedException($"{limits} {trustForwarded}");

    /// <summary>Forgets everything, for the next request.</summary>
    public void Reset()
    {
        Head = null;
        Refusal = default;
        Detail = "";
        RequestLine = default;
        HasBegun = false;
    }
}
