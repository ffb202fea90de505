namespace Akka.Dispatch.MessageQueues;

/// <summary>A deque whose back has a bound (Akka.Dispatch.MessageQueues.BoundedDequeMessageQueue).</summary>
public class BoundedDequeMessageQueue : DequeWrapperMessageQueue, IBoundedDequeBasedMessageQueueSemantics
{
    /// <summary>Empty.</summary>
    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
        : base(new BoundedMessageQueue(boundedCapacity, pushTimeOut)) => PushTimeOut = pushTimeOut;

    /// <summary>How long a sender waits for room.</summary>
    public TimeSpan PushTimeOut { get; }
}
