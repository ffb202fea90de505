namespace Akka.Dispatch;

/// <summary>Makes the one shared dispatcher of `type = TaskDispatcher`.</summary>
internal sealed class TaskDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public TaskDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _instance = Make(
            (c, id, n, d, e, s) => new Dispatcher(c, id, n, d, e, s), new TaskExecutorConfigurator(config, prerequisites));

    public override MessageDispatcher Dispatcher() => _instance;
}
