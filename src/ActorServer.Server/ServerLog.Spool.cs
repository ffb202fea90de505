using Microsoft.Extensions.Logging;

namespace ActorServer.Server;

/// <content>What the spool could not do for a response.</content>
internal static partial class ServerLog
{
    [LoggerMessage(40, LogLevel.Warning, "request {Id}: its client is slow, and the spool cannot keep its response: {Reason}; its worker waits for the client (actor-server.spool.directory)")]
    public static partial void ResponseNotSpooled(ILogger logger, string id, string reason);

    [LoggerMessage(41, LogLevel.Error, "request {Id}: the spool does not give back what it kept of the response: {Reason}; the connection was reset (actor-server.spool.directory)")]
    public static partial void ResponseLost(ILogger logger, string id, string reason);
}
