namespace Akka.TestKit.TestActors;

/// <summary>Passes every message to the test actor, and back to its sender if wanted (Akka.TestKit.TestActors.EchoActor).</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>For the kit's test actor.</summary>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true) => ReceiveAny(message =>
    {
        var sender = Sender;
        var testActor = testkit.TestActor;
        if (echoBackToSenderAsWell && !testActor.Equals(sender))
            sender.Tell(message);
        testActor.Tell(message, sender);
    });

    /// <summary>How it is made.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Akka.Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}
