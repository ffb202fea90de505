namespace Akka.TestKit.TestActors;

/// <summary>Forwards every message (Akka.TestKit.TestActors.ForwardActor).</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>To the target.</summary>
    public ForwardActor(IActorRef target) => ReceiveAny(target.Forward);

    /// <summary>How it is made.</summary>
    public static Props Props(IActorRef target) => Akka.Actor.Props.Create(() => new ForwardActor(target));
}
