namespace Akka.Dispatch;

/// <summary>Makes <see cref="ThreadPoolExecutor"/>s.</summary>
internal sealed class ThreadPoolExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new ThreadPoolExecutor(id);
}
