namespace Akka.Dispatch;

/// <summary>Makes a dispatcher with a thread for each actor: `type = PinnedDispatcher`.</summary>
internal sealed class PinnedDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => Make(
        (c, id, n, d, e, s) => new PinnedDispatcher(c, id, n, d, e, s), new PinnedExecutorConfigurator(Config, Prerequisites));
}
