namespace Akka.Dispatch;

/// <summary>A dispatcher on an executor, the .NET thread pool by default (Akka.Dispatch.Dispatcher).</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorServiceFactory _executorFactory;
    private readonly Lock _gate = new();
    private volatile ExecutorService? _executor;

    /// <summary>Of its parts; the executor is made when first needed.</summary>
    public Dispatcher(
        MessageDispatcherConfigurator configurator,
        string id,
        int throughput,
        long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory,
        TimeSpan shutdownTimeout)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
        _executorFactory = executorServiceFactory;
    }

    private protected override bool OwnsThreads => _executor is not (null or ThreadPoolExecutor);

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        try
        {
            (_executor ?? Start()).Execute(run);
        }
        catch (RejectedExecutionException)
        {
            Start().Execute(run); // deserted a moment ago, and not any more
        }
    }

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        lock (_gate)
        {
            _executor?.Shutdown();
            _executor = null;
        }

        Configurator.Forget(this);
    }

    private ExecutorService Start()
    {
        ExecutorService executor;
        lock (_gate)
            executor = _executor ??= _executorFactory.Produce(Id);
        if (OwnsThreads)
            Configurator.Remember(this);
        return executor;
    }
}
