namespace Akka.TestKit;

/// <summary>A message that came (Akka.TestKit.RealMessageEnvelope).</summary>
public class RealMessageEnvelope : MessageEnvelope
{
    /// <summary>Of a message and its sender.</summary>
    public RealMessageEnvelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    /// <inheritdoc/>
    public override object Message { get; }

    /// <inheritdoc/>
    public override IActorRef Sender { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<{Message}> from {Sender}";
}
