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

    [LoggerMessage(6, LogLevel.Warning, "{Count} time(s) no connection could be accepted, with a pause of {Pause} ms after each: {Reason}")]
    public static partial void AcceptingPauses(ILogger logger, int count, double pause, string reason);

    [LoggerMessage(7, LogLevel.Error, "the access log cannot be written: {Reason} (actor-server.access-log.to)")]
    public static partial void AccessLogFailed(ILogger logger, string reason);

    [LoggerMessage(8, LogLevel.Warning, "{Count} access log line(s) dropped: the target is slower than the answers (actor-server.access-log.buffer)")]
    public static partial void AccessLogDropped(ILogger logger, long count);

    [LoggerMessage(9, LogLevel.Error, "the pool is failing: {Deaths} processes died early within {Within} s and none works; requests are refused with 503, one process is tried each {Retry} s. The last one, of worker-{Worker}: {Reason}{Traceback}")]
    public static partial void PoolFails(ILogger logger, int deaths, double within, double retry, int worker, string reason, string traceback);

    [LoggerMessage(10, LogLevel.Information, "the pool works again: the process of worker-{Worker} has settled, all workers start")]
    public static partial void PoolWorks(ILogger logger, int worker);

    [LoggerMessage(11, LogLevel.Information, "reloading: the new generation boots beside the one that serves")]
    public static partial void ReloadBegins(ILogger logger);

    [LoggerMessage(12, LogLevel.Information, "reloaded: {Workers} the new generation")]
    public static partial void Reloaded(ILogger logger, string workers);

    [LoggerMessage(13, LogLevel.Error, "not reloaded: {Reason}{Traceback}")]
    public static partial void NotReloaded(ILogger logger, string reason, string traceback);

    [LoggerMessage(14, LogLevel.Error, "a page of the admin listener cannot be written")]
    public static partial void AdminPageFailed(ILogger logger, Exception exception);

    [LoggerMessage(15, LogLevel.Debug, "{Client} connection closed before its first request: {Reason}")]
    public static partial void NotOpened(ILogger logger, string client, string reason);

    [LoggerMessage(16, LogLevel.Information, "{Sentence}")]
    public static partial void ConnectionsLowered(ILogger logger, string sentence);

    [LoggerMessage(17, LogLevel.Information, "certificate {File}: {Subject} for {Names}, valid until {Until}")]
    public static partial void Certificate(ILogger logger, string file, string subject, string names, string until);

    [LoggerMessage(18, LogLevel.Warning, "certificate {File} is valid from {From} to {Until} only: clients will refuse it ({Key})")]
    public static partial void CertificateNotValid(ILogger logger, string file, string from, string until, string key);

    [LoggerMessage(19, LogLevel.Error, "the certificates are not loaded anew, those from before stay: {Reason}")]
    public static partial void CertificatesNotReloaded(ILogger logger, string reason);
}
