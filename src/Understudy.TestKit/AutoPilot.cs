namespace Akka.TestKit;

/// <summary>Runs in a test actor for every message that it receives, to answer in its place (Akka.TestKit.AutoPilot).</summary>
public abstract class AutoPilot
{
    /// <summary>Ends the automatic answers.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Goes on with the pilot that there is.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Handles a message and says which pilot handles the next one. Runs on the test actor's thread.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}
