namespace Akka.Dispatch.MessageQueues;

/// <summary>A deque without a bound (Akka.Dispatch.MessageQueues.UnboundedDequeMessageQueue).</summary>
public class UnboundedDequeMessageQueue : DequeWrapperMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    /// <summary>Empty.</summary>
    public UnboundedDequeMessageQueue()
        : base(new UnboundedMessageQueue())
    {
    }
}
