namespace Akka.TestKit;

/// <summary>A message as a test actor received it, with its sender (Akka.TestKit.MessageEnvelope).</summary>
public abstract class MessageEnvelope
{
    /// <summary>The message.</summary>
    public abstract object Message { get; }

    /// <summary>Who sent it.</summary>
    public abstract IActorRef Sender { get; }
}
