namespace Akka.Actor;

/// <summary>Something that takes messages (Akka.Actor.ICanTell).</summary>
public interface ICanTell
{
    /// <summary>Sends a message, without waiting; the sender may be null.</summary>
    void Tell(object message, IActorRef? sender);
}
