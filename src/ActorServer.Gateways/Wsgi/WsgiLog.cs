using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.Wsgi;

/// <summary>Every line that the gateway's workers write into the server's log. What comes from clients or applications is escaped by the caller.</summary>
internal static partial class WsgiLog
{
    [LoggerMessage(1, LogLevel.Information, "worker-{Worker} [{Pid}] is ready: Python {Python}, {Executable}")]
    public static partial void Ready(ILogger logger, int worker, int pid, string python, string executable);

    [LoggerMessage(2, LogLevel.Warning, "worker-{Worker}: its process died: {Reason}; it is replaced at once")]
    public static partial void Died(ILogger logger, int worker, string reason);

    [LoggerMessage(3, LogLevel.Warning, "worker-{Worker}: its process died early: {Reason}; the next start is in {Delay} ms")]
    public static partial void DiedEarly(ILogger logger, int worker, string reason, long delay);

    [LoggerMessage(4, LogLevel.Error, "worker-{Worker}: its actor failed and is replaced")]
    public static partial void ActorFailed(ILogger logger, int worker, Exception cause);

    [LoggerMessage(5, LogLevel.Error, "request {Id} \"{RequestLine}\" failed in worker-{Worker} [{Pid}]: {Message}\n{Traceback}")]
    public static partial void RequestRaised(ILogger logger, string id, string requestLine, int worker, int pid, string message, string traceback);

    [LoggerMessage(6, LogLevel.Error, "request {Id} \"{RequestLine}\" failed in worker-{Worker} [{Pid}]: {Message}")]
    public static partial void RequestFailed(ILogger logger, string id, string requestLine, int worker, int pid, string message);

    [LoggerMessage(7, LogLevel.Error, "request {Id} \"{RequestLine}\" is over its time in worker-{Worker} [{Pid}]; its stacks follow, it is replaced at once and killed in {Delay} ms")]
    public static partial void Stuck(ILogger logger, string id, string requestLine, int worker, int pid, long delay);

    [LoggerMessage(8, LogLevel.Information, "worker-{Worker} [{Pid}] has ended: {Reason}")]
    public static partial void Ended(ILogger logger, int worker, int pid, string reason);

    [LoggerMessage(9, LogLevel.Warning, "the guardian [{Pid}] died: {Reason}")]
    public static partial void GuardianDied(ILogger logger, int pid, string reason);

    [LoggerMessage(10, LogLevel.Error, "the guardian could not be started again: {Reason}")]
    public static partial void GuardianNotStarted(ILogger logger, string reason);

    [LoggerMessage(11, LogLevel.Information, "{Name} [{Pid}]: {Line}")]
    public static partial void Output(ILogger logger, string name, int pid, string line);

    [LoggerMessage(40, LogLevel.Information, "{Name} [{Pid}] request {Request}: {Line}")]
    public static partial void RequestOutput(ILogger logger, string name, int pid, string request, string line);

    [LoggerMessage(12, LogLevel.Warning, "{Name} [{Pid}]: {Count} lines were not kept; {Limit} a second are (actor-server.wsgi.output.max-lines-per-second)")]
    public static partial void OutputNotKept(ILogger logger, string name, int pid, long count, int limit);

    [LoggerMessage(13, LogLevel.Debug, "worker-{Worker}: its first process died early: {Reason}; the next start is in {Delay} ms")]
    public static partial void FailedFirstBoot(ILogger logger, int worker, string reason, long delay);

    [LoggerMessage(14, LogLevel.Error, "worker-{Worker}: its process died early: {Reason}; the next start is in {Delay} ms\n{Traceback}")]
    public static partial void BrokenSince(ILogger logger, int worker, string reason, long delay, string traceback);

    [LoggerMessage(15, LogLevel.Debug, "request {Id} \"{RequestLine}\" ended in worker-{Worker} [{Pid}] without its client: {Message}\n{Traceback}")]
    public static partial void RequestLeft(ILogger logger, string id, string requestLine, int worker, int pid, string message, string traceback);

    [LoggerMessage(16, LogLevel.Warning, "worker-{Worker}: its process died early: {Reason}; the pool is failing, the gateway says when the next one starts")]
    public static partial void DiedHeld(ILogger logger, int worker, string reason);

    [LoggerMessage(17, LogLevel.Information, "worker-{Worker} [{Pid}] is to be replaced: {Reason}")]
    public static partial void Worn(ILogger logger, int worker, int pid, string reason);

    [LoggerMessage(18, LogLevel.Error, "worker-{Worker} [{Pid}] serves on, the process that was to replace it died: {Reason}; the next try is in {Delay} s\n{Traceback}")]
    public static partial void NotRenewedBroken(ILogger logger, int worker, int pid, string reason, long delay, string traceback);

    [LoggerMessage(19, LogLevel.Warning, "worker-{Worker} [{Pid}] serves on, the process that was to replace it died: {Reason}; the next try is in {Delay} s")]
    public static partial void NotRenewed(ILogger logger, int worker, int pid, string reason, long delay);

    [LoggerMessage(
        30,
        LogLevel.Error,
        "request {Id} \"{RequestLine}\" is over its time in worker-{Worker} [{Pid}]; its stacks follow, it is replaced at once and killed in {Delay} ms, or later when the {Others} other requests in it are over")]
    public static partial void StuckBesideOthers(ILogger logger, string id, string requestLine, int worker, int pid, long delay, int others);

    [LoggerMessage(55, LogLevel.Information, "worker-{Worker} [{Pid}] is prepared: Python {Python}, {Executable}")]
    public static partial void Prepared(ILogger logger, int worker, int pid, string python, string executable);

    [LoggerMessage(56, LogLevel.Warning, "worker-{Worker} [{Pid}] shares no memory with the server, its long blocks travel through the channel: {Reason}")]
    public static partial void NotShared(ILogger logger, int worker, int pid, string reason);
}
