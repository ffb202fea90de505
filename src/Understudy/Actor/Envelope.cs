namespace Akka.Actor;

/// <summary>A message with its sender; a struct, so that a message in a mailbox costs no object of its own (Akka.Actor.Envelope).</summary>
public readonly struct Envelope
{
    /// <summary>With a sender that is known to be one.</summary>
    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    /// <summary>With a sender, which is the system's dead letters when null.</summary>
    public Envelope(object message, IActorRef? sender, ActorSystem system)
    {
        Message = message;
        Sender = sender ?? system.DeadLetters;
    }

    /// <summary>Who sent it.</summary>
    public IActorRef Sender { get; }

    /// <summary>The message.</summary>
    public object Message { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {(Sender is null ? "NoSender" : Sender.ToString())}";
}
