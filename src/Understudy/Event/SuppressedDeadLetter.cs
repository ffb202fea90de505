namespace Akka.Event;

/// <summary>A dead letter that nobody needs to hear of (Akka.Event.SuppressedDeadLetter).</summary>
public sealed class SuppressedDeadLetter : AllDeadLetters
{
    /// <summary>Of the message and its two ends.</summary>
    public SuppressedDeadLetter(IDeadLetterSuppression message, IActorRef? sender, IActorRef recipient)
        : base(message, sender ?? ActorRefs.Nobody, recipient)
    {
    }
}
