namespace Akka.TestKit;

/// <summary>Runs an actor on the thread that sends to it, before Tell returns, unless it is running already (Akka.TestKit.CallingThreadDispatcher).</summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>The id to give to Props.WithDispatcher.</summary>
#pragma warning disable CA2211 // a field that can be set, as in the mirrored API
    public static new string Id = "akka.test.calling-thread-dispatcher";
#pragma warning restore CA2211

    /// <summary>Made by the configurator.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator)
    {
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => run.Run();

    /// <inheritdoc/>
    protected override void Shutdown()
    {
        // It has no threads of its own.
    }
}
