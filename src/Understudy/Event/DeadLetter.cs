namespace Akka.Event;

/// <summary>A message to an actor that has ended or never was (Akka.Event.DeadLetter).</summary>
public sealed class DeadLetter : AllDeadLetters
{
    /// <summary>Of the message and its two ends; the sender may be null.</summary>
    public DeadLetter(object message, IActorRef? sender, IActorRef recipient)
        : base(message, sender ?? ActorRefs.Nobody, recipient)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(recipient);
    }
}
