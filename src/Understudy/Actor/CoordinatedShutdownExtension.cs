namespace Akka.Actor;

/// <summary>Makes the coordinated shutdown of a system (Akka.Actor.CoordinatedShutdownExtension).</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <inheritdoc/>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown")
            ?? throw new ConfigurationException("akka.coordinated-shutdown is not configured.");
        var coordinated = new CoordinatedShutdown(system, ShutdownPhase.From(config));
        AddTermination((ActorSystemImpl)system, config, coordinated);
        if (config.GetBoolean("run-by-clr-shutdown-hook", false))
            RunOnExit(system, coordinated);
        return coordinated;
    }

    private static void AddTermination(ActorSystemImpl system, Config config, CoordinatedShutdown coordinated)
    {
        var exits = config.GetBoolean("exit-clr", false);
        var terminates = system.Settings.CoordinatedShutdownTerminateActorSystem;
        if (!exits && !terminates)
            return;
        coordinated.AddTask(CoordinatedShutdown.PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            var limit = coordinated.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate);
            try
            {
                if (terminates)
                    await system.FinalTerminate().WaitAsync(exits ? limit : Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // It exits all the same.
            }

            // Exiting while the process exits already would wait for itself.
            if (exits && coordinated.ShutdownReason is not CoordinatedShutdown.ClrExitReason)
                _ = Task.Run(() => Environment.Exit(0));
            return Done.Instance;
        });
    }

    private static void RunOnExit(ExtendedActorSystem system, CoordinatedShutdown coordinated)
    {
        // The process ends when the handler returns, so the handler has to wait.
        void OnExit(object? sender, EventArgs e)
        {
            if (!system.WhenTerminated.IsCompleted)
                coordinated.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(coordinated.TotalTimeout);
        }

        AppDomain.CurrentDomain.ProcessExit += OnExit;
        system.WhenTerminated.ContinueWith(
            _ => AppDomain.CurrentDomain.ProcessExit -= OnExit, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
