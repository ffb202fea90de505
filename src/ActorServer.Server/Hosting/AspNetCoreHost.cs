using Akka.Actor;
using ActorServer.Gateways.AspNetCore;
using ActorServer.Server.Gateway;

namespace ActorServer.Server.Hosting;

/// <summary>An ASP.NET Core application in this process; bodies come while it runs, since a slot that waits costs next to nothing.</summary>
/// <param name="settings">How it is called.</param>
/// <param name="runtime">Boots it; owned by the host.</param>
internal sealed class AspNetCoreHost(AspNetCoreSettings settings, AspNetCoreRuntime runtime) : ApplicationHost
{
    /// <inheritdoc/>
    public override bool StreamsBodies => true;

    // The framework's own middleware takes them from the proxies that it was told of.
    /// <inheritdoc/>
    public override bool KeepsForwarded => true;

    /// <inheritdoc/>
    public override WorkerOrder Order => WorkerOrder.LastFreed;

    /// <inheritdoc/>
    public override Task<ApplicationEnding> Ended => runtime.Ended;

    /// <inheritdoc/>
    public override ApplicationEnding? Fault => runtime.Fault;

    /// <inheritdoc/>
    public override Props Worker(int number, IActorRef gateway) => AspNetCoreWorkerActor.Props(number, settings, runtime, gateway);

    /// <inheritdoc/>
    public override void BeginStop() => runtime.BeginStop();

    /// <inheritdoc/>
    public override Task<bool> StopAsync(TimeSpan patience, CancellationToken now) => runtime.StopAsync(patience, now);

    /// <inheritdoc/>
    public override void Dispose() => runtime.Dispose();
}
