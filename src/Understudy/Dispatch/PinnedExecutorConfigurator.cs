namespace Akka.Dispatch;

/// <summary>Makes executors with one thread.</summary>
internal sealed class PinnedExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new DedicatedThreadsExecutor(id, threads: 1, isBackground: true);
}
