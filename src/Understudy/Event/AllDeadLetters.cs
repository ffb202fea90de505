namespace Akka.Event;

/// <summary>A message that did not arrive (Akka.Event.AllDeadLetters).</summary>
public abstract class AllDeadLetters : IWrappedMessage
{
    /// <summary>Of the message and its two ends.</summary>
    protected AllDeadLetters(object message, IActorRef sender, IActorRef recipient)
    {
        Message = message;
        Sender = sender;
        Recipient = recipient;
    }

    /// <summary>What did not arrive.</summary>
    public object Message { get; }

    /// <summary>Who was to get it.</summary>
    public IActorRef Recipient { get; }

    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} from {Sender} to {Recipient}: <{Message}>";
}
