namespace Akka.TestKit;

/// <summary>Makes dispatchers that run actors on the calling thread (Akka.TestKit.CallingThreadDispatcherConfigurator).</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    /// <summary>Made by the system, from configuration.</summary>
    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites)
    {
    }

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => new CallingThreadDispatcher(this);
}
