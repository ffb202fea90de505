using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.AspNetCore;

/// <summary>Every line that the gateway's slots write into the server's log. What comes from clients is escaped by the caller.</summary>
internal static partial class AspNetCoreLog
{
    [LoggerMessage(1, LogLevel.Error, "request {Id} \"{RequestLine}\" failed in worker-{Worker}")]
    public static partial void RequestRaised(ILogger logger, string id, string requestLine, int worker, Exception exception);

    [LoggerMessage(2, LogLevel.Debug, "request {Id} \"{RequestLine}\" ended early in worker-{Worker}: {Reason}")]
    public static partial void EndedEarly(ILogger logger, string id, string requestLine, int worker, string reason);

    [LoggerMessage(3, LogLevel.Error, "request {Id} \"{RequestLine}\" is over its time in worker-{Worker}; RequestAborted is cancelled, and the place stays taken until the application returns (actor-server.gateway.request-timeout)")]
    public static partial void OverTime(ILogger logger, string id, string requestLine, int worker);

    [LoggerMessage(4, LogLevel.Error, "request {Id}: what the application registered for RequestAborted failed")]
    public static partial void AbortCallbackFailed(ILogger logger, string id, Exception exception);

    [LoggerMessage(5, LogLevel.Error, "request {Id}: what the application registered for the end of the response failed")]
    public static partial void CompletedCallbackFailed(ILogger logger, string id, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "the application sets {Field} itself; the server decides it and drops it (RFC 9110 §7.6.1); this is said once")]
    public static partial void HopByHopDropped(ILogger logger, string field);
}
