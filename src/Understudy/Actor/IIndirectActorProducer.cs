namespace Akka.Actor;

/// <summary>Makes actors in a way of its own, say with a container (Akka.Actor.IIndirectActorProducer).</summary>
public interface IIndirectActorProducer
{
    /// <summary>The class that it makes.</summary>
    Type ActorType { get; }

    /// <summary>A new instance; called for each start and restart, in the actor's context.</summary>
    ActorBase Produce();

    /// <summary>Called when an instance has ended.</summary>
    void Release(ActorBase actor);
}
