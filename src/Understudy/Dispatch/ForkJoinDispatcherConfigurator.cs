namespace Akka.Dispatch;

/// <summary>Makes the one shared dispatcher of `type = ForkJoinDispatcher`.</summary>
internal sealed class ForkJoinDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    public ForkJoinDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _instance = Make(
            (c, id, n, d, e, s) => new Dispatcher(c, id, n, d, e, s), new ForkJoinExecutorConfigurator(config, prerequisites));

    public override MessageDispatcher Dispatcher() => _instance;
}
