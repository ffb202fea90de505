// Akka.NET's signatures say nothing about null, and neither do these: the same source has to compile against both.
#nullable disable annotations

namespace Akka.Actor;

/// <summary>Something that takes messages (Akka.Actor.ICanTell).</summary>
public interface ICanTell
{
    /// <summary>Sends a message, which may not be null, without waiting; the sender may be null.</summary>
    void Tell(object message, IActorRef sender);
}
