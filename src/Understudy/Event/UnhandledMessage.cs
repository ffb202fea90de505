namespace Akka.Event;

/// <summary>A message that its actor did not handle (Akka.Event.UnhandledMessage).</summary>
public sealed class UnhandledMessage : AllDeadLetters
{
    /// <summary>Of the message and its two ends.</summary>
    public UnhandledMessage(object message, IActorRef? sender, IActorRef recipient)
        : base(message, sender ?? ActorRefs.Nobody, recipient)
    {
    }
}
