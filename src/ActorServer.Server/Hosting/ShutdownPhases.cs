using System.Globalization;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using ActorServer.Gateways;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Gateway;
using ActorServer.Server.Listener;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Hosting;

/// <summary>
/// The end of the server, in the phases of CoordinatedShutdown: give up the address (service-unbind), let connections finish
/// (service-requests-done), end the workers and the application (service-stop), write the rest of the access log. Each wait has its own bound, and each phase's
/// time-out lies above it: the runtime's default of 5 s would cut the drain.
/// </summary>
internal sealed partial class ShutdownPhases
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterCut = TimeSpan.FromMilliseconds(500);

    private readonly ServerSettings _settings;
    private readonly ActorTree _tree;
    private readonly ILogger _logger;
    private readonly CancellationToken _now;
    private bool _wasCut;

    /// <summary>Prepares the phases.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="tree">Knows what runs the application.</param>
    /// <param name="logger">Says what was cut.</param>
    /// <param name="now">Cancelled when nothing is to be waited for any more.</param>
    public ShutdownPhases(ServerSettings settings, ActorTree tree, ILogger logger, CancellationToken now) =>
        (_settings, _tree, _logger, _now) = (settings, tree, logger, now);

    /// <summary>The longest that all phases together may take.</summary>
    /// <param name="settings">All settings.</param>
    public static TimeSpan Longest(ServerSettings settings) => settings.Shutdown.DrainTimeout + (2 * settings.StopTimeout) + (8 * Margin);

    /// <summary>The phases' time-outs; they go above everything that a person can configure.</summary>
    /// <param name="settings">All settings.</param>
    public static Config Timeouts(ServerSettings settings) => ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $$"""
        akka.coordinated-shutdown.phases {
          service-unbind.timeout = {{Milliseconds(2 * Margin)}}ms
          service-requests-done.timeout = {{Milliseconds(settings.Shutdown.DrainTimeout + (2 * Margin))}}ms
          service-stop.timeout = {{Milliseconds((2 * settings.StopTimeout) + (3 * Margin))}}ms
          before-actor-system-terminate.timeout = {{Milliseconds(2 * Margin)}}ms
        }
        """));

    /// <summary>Registers the tasks.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="actors">Knows the actors that were started; one that was not has nothing to end.</param>
    public void AddTo(ActorSystem system, IReadOnlyActorRegistry actors)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "stop-accepting", () =>
        {
            system.EventStream.Publish(new ServerEvents.Draining());

            // An endless answer may end itself when its application says that it stops.
            _tree.Host?.BeginStop();
            return StopAcceptingAsync(actors);
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceRequestsDone, "drain", async () =>
        {
            _wasCut = !await EndAsync<ListenerActor>(actors, ListenerProtocol.Drain.Instance, _settings.Shutdown.DrainTimeout);
            if (_wasCut)
                LogCut(_logger, _settings.Shutdown.DrainTimeout.TotalSeconds);
            return Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stop-workers", async () =>
        {
            // What was cut off in its request has had its time; idle processes leave within moments.
            var patience = _wasCut ? AfterCut : _settings.StopTimeout + Margin;
            if (!await EndAsync<GatewayActor>(actors, GatewayProtocol.Stop.Instance, patience))
                LogKilled(_logger);
            if (_tree.Host is { } host && !await host.StopAsync(_wasCut ? AfterCut : _settings.StopTimeout, _now))
                LogLeft(_logger);
            return Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "write-access-log", async () =>
        {
            await EndAsync<AccessLogActor>(actors, AccessLogProtocol.Close.Instance, Margin);
            return Done.Instance;
        });
    }

    private static async Task<Done> StopAcceptingAsync(IReadOnlyActorRegistry actors)
    {
        if (actors.TryGet<ListenerActor>(out var listener))
        {
            // A listener that does not answer is stopped in the next phase all the same.
            Task answer = listener.Ask<ListenerProtocol.AcceptingStopped>(ListenerProtocol.StopAccepting.Instance, Margin);
            await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return Done.Instance;
    }

    // True when the actor ended in time; else it is stopped as it is, and what it owns is reset or killed.
    private async Task<bool> EndAsync<TActor>(IReadOnlyActorRegistry actors, object farewell, TimeSpan patience)
    {
        if (!actors.TryGet<TActor>(out var actor))
            return true;
        var ended = actor.GracefulStop(patience, farewell);
        await Task.WhenAny(ended, Task.Delay(Timeout.InfiniteTimeSpan, _now));
        if (ended.IsCompletedSuccessfully && await ended)
            return true;
        Task cut = actor.GracefulStop(Margin);
        await cut.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return false;
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    [LoggerMessage(1, LogLevel.Warning, "what was still under way is reset (drain-timeout {Seconds} s, or a second signal; actor-server.shutdown.drain-timeout)")]
    private static partial void LogCut(ILogger logger, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "workers that had not ended are killed (stop-timeout of the gateway, or a second signal)")]
    private static partial void LogKilled(ILogger logger);

    [LoggerMessage(3, LogLevel.Warning, "the application had not ended (actor-server.aspnetcore.stop-timeout, or a second signal); it ends with the process")]
    private static partial void LogLeft(ILogger logger);
}
