using Microsoft.Extensions.Logging;

namespace ActorServer.Server;

/// <summary>Every line that the tree writes to the log, in one place: level, words, named placeholders. Client bytes arrive here escaped.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Debug, "{Client} request {Id} refused with {Status}: {Detail}")]
    public static partial void Refused(ILogger logger, string client, string id, int status, string detail);

    [LoggerMessage(2, LogLevel.Error, "request {Id}: the spool cannot be written: {Reason} (actor-server.spool.directory)")]
    public static partial void SpoolFailed(ILogger logger, string id, string reason);

    [LoggerMessage(3, LogLevel.Error, "request {Id}: the application sent fewer bytes than its Content-Length; the answer is reset")]
    public static partial void ResponseTooShort(ILogger logger, string id);

    [LoggerMessage(4, LogLevel.Warning, "{Count} request(s) refused with 503: {Reason}")]
    public static partial void RequestsRefused(ILogger logger, int count, string reason);

    [LoggerMessage(5, LogLevel.Error, "a connection failed and was reset")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "accepting pauses for {Pause} ms: {Reason}")]
    public static partial void AcceptingPauses(ILogger logger, double pause, string reason);

    [LoggerMessage(7, LogLevel.Error, "the access log cannot be written: {Reason} (actor-server.access-log.to)")]
    public static partial void AccessLogFailed(ILogger logger, string reason);

    [LoggerMessage(8, LogLevel.Warning, "{Count} access log line(s) dropped: the target is slower than the answers (actor-server.access-log.buffer)")]
    public static partial void AccessLogDropped(ILogger logger, long count);
}
