using ActorServer.Http;

namespace ActorServer.Server.AccessLog;

/// <summary>Published on the event stream for every answer, also for those that the server gave itself, and for clients that left (499).</summary>
/// <param name="At">When the request's first byte arrived.</param>
/// <param name="RequestId">The request id; <c>-</c> when the head was refused before it could have one.</param>
/// <param name="Client">The client's address without port, or <c>unix</c>.</param>
/// <param name="Head">The parsed head; null when it was refused.</param>
/// <param name="RawRequestLine">The start of what the client sent in place of a head; empty when <paramref name="Head"/> is there.</param>
/// <param name="Status">The status that was sent; 499 when the client left before it could be.</param>
/// <param name="BodyBytes">Bytes of body sent to the client, without chunk framing.</param>
/// <param name="Duration">From the request's first byte to the last byte of the answer.</param>
/// <param name="Queued">How long the request waited for a worker.</param>
/// <param name="Worker">The worker's number; 0 when none had the request.</param>
/// <param name="IsComplete">False when the connection was reset in the middle of the answer.</param>
public sealed record ExchangeCompleted(
    DateTimeOffset At,
    string RequestId,
    string Client,
    RequestHead? Head,
    ReadOnlyMemory<byte> RawRequestLine,
    int Status,
    long BodyBytes,
    TimeSpan Duration,
    TimeSpan Queued,
    int Worker,
    bool IsComplete);
