using Akka.Actor;
using ActorServer.Gateways.Wsgi;
using ActorServer.Server.Gateway;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Hosting;

/// <summary>Python processes, which get complete bodies: a slow client must not occupy one.</summary>
/// <param name="settings">What to run and how.</param>
/// <param name="loggers">Where workers and the output of processes are logged.</param>
internal sealed class WsgiHost(WsgiSettings settings, ILoggerFactory loggers) : ApplicationHost
{
    private readonly WsgiRuntime _runtime = new(settings, loggers);

    /// <inheritdoc/>
    public override bool StreamsBodies => false;

    // WSGI applications take HTTP_X_FORWARDED_PROTO for the server's word.
    /// <inheritdoc/>
    public override bool KeepsForwarded => false;

    /// <inheritdoc/>
    public override WorkerOrder Order => WorkerOrder.LongestFree;

    /// <inheritdoc/>
    public override BreakerSettings? Breaker => settings.Breaker;

    /// <inheritdoc/>
    public override Props Worker(int number, IActorRef gateway) => WsgiWorkerActor.Props(number, settings, _runtime, gateway);

    /// <inheritdoc/>
    public override void Dispose() => _runtime.Dispose();
}
