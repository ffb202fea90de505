namespace Akka.Dispatch;

/// <summary>Makes the one shared dispatcher of `type = Dispatcher` (Akka.Dispatch.DispatcherConfigurator).</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly Dispatcher _instance;

    /// <summary>Of the dispatcher's section of the configuration.</summary>
    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _instance = Make((c, id, n, d, e, s) => new Dispatcher(c, id, n, d, e, s), ConfigureExecutor());

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _instance;
}
