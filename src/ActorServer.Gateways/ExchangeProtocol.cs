using ActorServer.Http;

namespace ActorServer.Gateways;

/// <summary>What a worker tells the connection whose request it runs, and what the connection tells the worker. Every message names its exchange; one that the receiver no longer knows is ignored.</summary>
public static class ExchangeProtocol
{
    /// <summary>Worker → connection: the response head with the first block. Sent at most once, after <see cref="GatewayProtocol.Dispatched"/>.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Head">The validated head.</param>
    /// <param name="Block">The first block of the body; may be empty.</param>
    /// <param name="IsLast">True when the response is complete with this message: no <see cref="Ended"/> follows.</param>
    public sealed record Started(long Exchange, ResponseHead Head, ReadOnlyMemory<byte> Block, bool IsLast);

    /// <summary>Worker → connection: more of the body, within the credit that the connection has given.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Bytes">The block; not empty.</param>
    /// <param name="Lease">
    /// Null: nothing else is ever written where the bytes lie. Otherwise they are lent: the receiver disposes this as soon as it has no more use for them (and never
    /// while a send may still read them), and they take nothing of the credit.
    /// </param>
    public sealed record Block(long Exchange, ReadOnlyMemory<byte> Bytes, IDisposable? Lease = null);

    /// <summary>Worker → connection: the body is complete.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Trailers">Valid trailers, sent where the framing has a place for them (chunked); null for none.</param>
    public sealed record Ended(long Exchange, FieldTable? Trailers = null);

    /// <summary>Worker → connection: there will be no (more) response. Before the head it becomes the reason's status, after it a reset.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Reason">Why: worker died, application raised, response head invalid, …; <see cref="Refusal.ClientLeft"/> when the application has given up because its client seems to have left.</param>
    public sealed record Failed(long Exchange, Refusal Reason);

    /// <summary>Worker → connection: the application broke the exchange off itself. No answer is made up for it: the connection is reset.</summary>
    /// <param name="Exchange">The exchange.</param>
    public sealed record Aborted(long Exchange);

    /// <summary>Worker → connection: the application reads a <see cref="RequestBody.Streaming"/> body; send so many bytes more of it. Wants add up. The first one also lets <c>100 Continue</c> go out.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Bytes">How many bytes more the worker takes; above 0.</param>
    public sealed record Want(long Exchange, int Bytes);

    /// <summary>Connection → worker: more of a streaming body, within what was wanted.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Bytes">The bytes; not empty, never changed again.</param>
    public sealed record BodyBlock(long Exchange, ReadOnlyMemory<byte> Bytes);

    /// <summary>Connection → worker: a streaming body is complete. Sent once, as soon as it is known, also when the last bytes came just before.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Trailers">The trailers of a chunked body, or null.</param>
    public sealed record BodyEnded(long Exchange, FieldTable? Trailers);

    /// <summary>Connection → worker: the rest of a streaming body will never come: it breaks the protocol, is too slow, or ended early.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Reason">Its status is what the client gets if the application gives no answer of its own.</param>
    /// <param name="Detail">One line: what was found, what is allowed; may be empty.</param>
    public sealed record BodyFailed(long Exchange, Refusal Reason, string Detail);

    /// <summary>
    /// Gateway → worker: the client has closed its side. It has left, or it still waits for its answer: nobody can tell before something is written to it. Applications that
    /// ask are told that it has left; an answer is sent all the same.
    /// </summary>
    /// <param name="Exchange">The exchange.</param>
    public sealed record InputEnded(long Exchange);

    /// <summary>Connection → worker: so many bytes of the response have left; the worker may send as many again.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Bytes">Bytes of body written to the client since the last credit.</param>
    public sealed record Credit(long Exchange, int Bytes);

    /// <summary>Connection or gateway → worker: nobody waits for this answer any more. The worker sends nothing further of it.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Reason">Why it is abandoned.</param>
    public sealed record Abandon(long Exchange, AbandonReason Reason);
}

/// <summary>Why a connection no longer waits for a running request.</summary>
public enum AbandonReason
{
    /// <summary>The client has left; the worker itself is healthy.</summary>
    ClientGone,

    /// <summary>The application is over its time: the client has had its 504 (or reset), and the worker's process counts as stuck.</summary>
    TimedOut,
}
