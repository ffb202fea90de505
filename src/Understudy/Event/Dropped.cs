namespace Akka.Event;

/// <summary>A message that was thrown away, and why (Akka.Event.Dropped).</summary>
public sealed class Dropped : AllDeadLetters
{
    /// <summary>Of the message, the reason and its two ends.</summary>
    public Dropped(object message, string reason, IActorRef sender, IActorRef recipient)
        : base(message, sender, recipient) => Reason = reason;

    /// <summary>Of the message, the reason and its recipient.</summary>
    public Dropped(object message, string reason, IActorRef recipient)
        : this(message, reason, ActorRefs.Nobody, recipient)
    {
    }

    /// <summary>Why.</summary>
    public string Reason { get; }
}
