namespace Akka.Dispatch;

/// <summary>Makes executors with dedicated threads, as many as the configuration says.</summary>
internal sealed class ForkJoinExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new DedicatedThreadsExecutor(id, ThreadCount(), IsBackground());

    private int ThreadCount()
    {
        // `dedicated-thread-pool` belongs to `type = ForkJoinDispatcher`, `fork-join-executor` to `executor = fork-join-executor`.
        if (Config.HasPath("dedicated-thread-pool.thread-count"))
            return Math.Max(1, Config.GetInt("dedicated-thread-pool.thread-count", 0));
        var wanted = Environment.ProcessorCount * Config.GetDouble("fork-join-executor.parallelism-factor", 1.0);
        var least = Config.GetInt("fork-join-executor.parallelism-min", 2);
        return Math.Clamp((int)Math.Ceiling(wanted), least, Math.Max(least, Config.GetInt("fork-join-executor.parallelism-max", 64)));
    }

    private bool IsBackground() => Config.GetString("dedicated-thread-pool.threadtype", "background") != "foreground";
}
