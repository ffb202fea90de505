using Akka.Actor;
using ActorServer.Gateways.AspNetCore;
using ActorServer.Gateways.Wsgi;
using ActorServer.Server.Gateway;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Hosting;

/// <summary>What runs the application behind the gateway: how its workers are built, and what the server's life means to it.</summary>
internal abstract class ApplicationHost : IDisposable
{
    private static readonly Task<ApplicationEnding> Never = new TaskCompletionSource<ApplicationEnding>().Task;

    /// <summary>True when workers take a body while it comes.</summary>
    public abstract bool StreamsBodies { get; }

    /// <summary>True when the application decides itself whose forwarding fields it believes; else it never sees them.</summary>
    public abstract bool KeepsForwarded { get; }

    /// <summary>Which of the free workers gets the next request.</summary>
    public abstract WorkerOrder Order { get; }

    /// <summary>When the pool counts as failing; null for workers that have no processes of their own.</summary>
    public virtual BreakerSettings? Breaker => null;

    /// <summary>Completes when the application ends by itself after it was ready.</summary>
    public virtual Task<ApplicationEnding> Ended => Never;

    /// <summary>What the application failed with after it was ready, or null; it may become known only while it stops.</summary>
    public virtual ApplicationEnding? Fault => null;

    /// <summary>The host that fits the application.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="url">Where the server listens.</param>
    /// <param name="loggers">Where workers log.</param>
    public static ApplicationHost Of(ServerSettings settings, string url, ILoggerFactory loggers) => settings switch
    {
        { AspNetCore: { } aspNetCore } => new AspNetCoreHost(aspNetCore, new AspNetCoreRuntime(aspNetCore, loggers, url, settings.Shutdown.DrainTimeout)),
        { Wsgi: { } wsgi } => new WsgiHost(wsgi, loggers),
        _ => throw new ArgumentException("Settings without an application.", nameof(settings)),
    };

    /// <summary>How to build a worker.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="gateway">Whom it reports to.</param>
    public abstract Props Worker(int number, IActorRef gateway);

    /// <summary>The server begins to drain. Returns at once.</summary>
    public virtual void BeginStop()
    {
    }

    /// <summary>All workers have ended: the application may too.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="now">Cancelled when nothing is to be waited for any more.</param>
    /// <returns>False when it had not ended in time.</returns>
    public virtual Task<bool> StopAsync(TimeSpan patience, CancellationToken now) => Task.FromResult(true);

    /// <inheritdoc/>
    public abstract void Dispose();
}
