namespace Akka.Dispatch;

/// <summary>Makes <see cref="TaskExecutor"/>s.</summary>
internal sealed class TaskExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new TaskExecutor(id);
}
