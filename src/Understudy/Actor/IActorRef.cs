namespace Akka.Actor;

/// <summary>The handle of an actor, the only way to reach one (Akka.Actor.IActorRef).</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, IComparable
{
    /// <summary>Where the actor is, with its unique id.</summary>
    ActorPath Path { get; }
}
