namespace Akka.TestKit.TestActors;

/// <summary>Calls every message unhandled (Akka.TestKit.TestActors.UnhandledMessageActor).</summary>
public class UnhandledMessageActor : ReceiveActor
{
    /// <summary>Without settings.</summary>
    public UnhandledMessageActor() => ReceiveAny(Unhandled);
}
