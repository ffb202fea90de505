using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.Wsgi;

/// <content>What is said about templates.</content>
internal static partial class WsgiLog
{
    [LoggerMessage(50, LogLevel.Information, "the template [{Pid}] has imported the application; its forks will serve")]
    public static partial void TemplateReady(ILogger logger, int pid);

    [LoggerMessage(51, LogLevel.Warning, "the import of the application left threads running: {Threads}; forking is not safe with them, so each process is started and imports for itself (actor-server.wsgi.preload)")]
    public static partial void TemplateHasThreads(ILogger logger, string threads);

    [LoggerMessage(52, LogLevel.Warning, "the template [{Pid}] died: {Reason}; its forks serve on, and the next start makes another template")]
    public static partial void TemplateDied(ILogger logger, int pid, string reason);

    [LoggerMessage(53, LogLevel.Information, "the template [{Pid}] has ended: {Reason}")]
    public static partial void TemplateEnded(ILogger logger, int pid, string reason);

    [LoggerMessage(54, LogLevel.Warning, "workers cannot be forked from a template on this system: {Reason}; each process is started and imports for itself (actor-server.wsgi.preload)")]
    public static partial void NoTemplates(ILogger logger, string reason);
}
