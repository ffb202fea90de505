namespace Akka.Dispatch;

/// <summary>What a mailbox promises (Akka.Dispatch.ISemantics).</summary>
public interface ISemantics;

/// <summary>The queue has no bound (Akka.Dispatch.IUnboundedMessageQueueSemantics).</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>The queue has a bound (Akka.Dispatch.IBoundedMessageQueueSemantics).</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    /// <summary>How long a sender waits for room.</summary>
    TimeSpan PushTimeOut { get; }
}

/// <summary>The queue takes messages at its head too (Akka.Dispatch.IDequeBasedMessageQueueSemantics).</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    /// <summary>Puts a message before all others; only the actor itself may call it.</summary>
    void EnqueueFirst(Envelope envelope);
}

/// <summary>A deque without a bound (Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics).</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>A deque with a bound (Akka.Dispatch.IBoundedDequeBasedMessageQueueSemantics).</summary>
public interface IBoundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics;

/// <summary>More than one thread may take messages out (Akka.Dispatch.IMultipleConsumerSemantics).</summary>
public interface IMultipleConsumerSemantics : ISemantics;

/// <summary>An actor whose mailbox must keep the promise (Akka.Dispatch.IRequiresMessageQueue).</summary>
/// <typeparam name="T">The promise.</typeparam>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;

/// <summary>A mailbox type that keeps the promises of its queue's class (Akka.Dispatch.IProducesMessageQueue).</summary>
/// <typeparam name="TQueue">The queue's class.</typeparam>
public interface IProducesMessageQueue<TQueue>
    where TQueue : IMessageQueue;

/// <summary>A mailbox type with a push timeout (Akka.Dispatch.IProducesPushTimeoutSemanticsMailbox).</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>How long a sender waits for room.</summary>
    TimeSpan PushTimeout { get; }
}
