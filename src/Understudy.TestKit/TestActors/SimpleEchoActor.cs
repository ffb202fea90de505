namespace Akka.TestKit.TestActors;

/// <summary>Sends every message back (Akka.TestKit.TestActors.SimpleEchoActor).</summary>
public class SimpleEchoActor : ReceiveActor
{
    /// <summary>Without settings.</summary>
    public SimpleEchoActor() => ReceiveAny(message => Sender.Tell(message));

    /// <summary>How it is made.</summary>
    public static Props Props() => Akka.Actor.Props.Create(() => new SimpleEchoActor());
}
