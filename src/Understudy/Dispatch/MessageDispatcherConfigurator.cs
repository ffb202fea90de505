namespace Akka.Dispatch;

/// <summary>Makes the dispatchers of one section of the configuration (Akka.Dispatch.MessageDispatcherConfigurator).</summary>
public abstract class MessageDispatcherConfigurator
{
    private readonly HashSet<MessageDispatcher> _withThreads = [];

    /// <summary>Of the dispatcher's section of the configuration.</summary>
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    /// <summary>The dispatcher's section of the configuration.</summary>
    public Config Config { get; }

    /// <summary>What dispatchers need of the system.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>The dispatcher: always the same one, or a new one for each actor if the kind is for one actor.</summary>
    public abstract MessageDispatcher Dispatcher();

    /// <summary>What makes the executor that the configuration names.</summary>
    protected ExecutorServiceConfigurator ConfigureExecutor() => Config.GetString("executor", "thread-pool-executor") switch
    {
        null or "" or "default-executor" or "thread-pool-executor" or "channel-executor" =>
            new ThreadPoolExecutorConfigurator(Config, Prerequisites),
        "fork-join-executor" => new ForkJoinExecutorConfigurator(Config, Prerequisites),
        "task-executor" => new TaskExecutorConfigurator(Config, Prerequisites),
        var name => (ExecutorServiceConfigurator)Activator.CreateInstance(
            TypeResolver.Get(name, $"{Config.GetString("id", "dispatcher")}.executor"), Config, Prerequisites)!, // never null for a class
    };

    /// <summary>The dispatcher has threads, which end with the system at the latest.</summary>
    internal void Remember(MessageDispatcher dispatcher)
    {
        lock (_withThreads)
            _withThreads.Add(dispatcher);
    }

    internal void Forget(MessageDispatcher dispatcher)
    {
        lock (_withThreads)
            _withThreads.Remove(dispatcher);
    }

    internal void EndThreads()
    {
        MessageDispatcher[] dispatchers;
        lock (_withThreads)
            dispatchers = [.. _withThreads];
        foreach (var dispatcher in dispatchers)
            dispatcher.EndThreads();
    }

    private protected T Make<T>(Func<MessageDispatcherConfigurator, string, int, long?, ExecutorServiceFactory, TimeSpan, T> make, ExecutorServiceFactory executor)
        where T : MessageDispatcher
    {
        var deadline = Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero, true);
        return make(
            this,
            Config.GetString("id", "") ?? "",
            Config.GetInt("throughput", 100),
            deadline > TimeSpan.Zero ? deadline.Ticks : null,
            executor,
            Config.GetTimeSpan("shutdown-timeout", TimeSpan.FromSeconds(1), true));
    }
}
