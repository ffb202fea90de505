namespace Akka.Dispatch.MessageQueues;

/// <summary>Makes a deque of a queue: what the actor puts first is kept beside it (Akka.Dispatch.MessageQueues.DequeWrapperMessageQueue).</summary>
public class DequeWrapperMessageQueue : IMessageQueue, IDequeBasedMessageQueueSemantics
{
    /// <summary>The queue behind.</summary>
    protected readonly IMessageQueue MessageQueue;

    // Only the actor itself puts messages first and takes messages out, so this needs no lock. Most deques are never prepended to.
    private Stack<Envelope>? _first;

    /// <summary>Around the queue.</summary>
    public DequeWrapperMessageQueue(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    /// <inheritdoc/>
    public bool HasMessages => _first is { Count: > 0 } || MessageQueue.HasMessages;

    /// <inheritdoc/>
    public int Count => (_first?.Count ?? 0) + MessageQueue.Count;

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope) =>
        (_first is not null && _first.TryPop(out envelope)) || MessageQueue.TryDequeue(out envelope);

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope) => (_first ??= new Stack<Envelope>()).Push(envelope);

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}
