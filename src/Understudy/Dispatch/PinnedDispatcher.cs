namespace Akka.Dispatch;

/// <summary>A dispatcher for one actor, on a thread of its own (Akka.Dispatch.PinnedDispatcher).</summary>
public sealed class PinnedDispatcher : Dispatcher
{
    /// <summary>Of its parts.</summary>
    public PinnedDispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
    {
    }
}
