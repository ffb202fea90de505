using Microsoft.Extensions.Logging;

namespace ActorServer.Server;

/// <content>What proxies say.</content>
internal static partial class ServerLog
{
    [LoggerMessage(40, LogLevel.Debug, "not believed, although proxy {Proxy} is trusted: {Field} (actor-server.proxy)")]
    public static partial void ForwardingIgnored(ILogger logger, string proxy, string field);
}
