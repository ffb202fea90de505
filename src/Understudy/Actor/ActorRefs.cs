namespace Akka.Actor;

/// <summary>The references that stand for none (Akka.Actor.ActorRefs).</summary>
public static class ActorRefs
{
    /// <summary>Leads to no actor.</summary>
    public static readonly Nobody Nobody = Nobody.Instance;

    /// <summary>Says that a message has no sender: null.</summary>
    public static readonly IActorRef NoSender = null!; // null by definition of the mirrored API
}
