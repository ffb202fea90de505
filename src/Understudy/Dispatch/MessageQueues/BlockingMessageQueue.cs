namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue behind one lock (Akka.Dispatch.MessageQueues.BlockingMessageQueue).</summary>
public abstract class BlockingMessageQueue : IMessageQueue, IBlockingMessageQueueSemantics
{
    private readonly Lock _gate = new();

    /// <summary>Kept for the shape of the mirrored API: the lock is never held for long.</summary>
    public TimeSpan BlockTimeOut { get; set; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate)
                return LockedCount;
        }
    }

    /// <summary>How many messages it holds; called with the lock held.</summary>
    protected abstract int LockedCount { get; }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_gate)
            LockedEnqueue(envelope);
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
            return LockedTryDequeue(out envelope);
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    /// <summary>Adds a message; called with the lock held.</summary>
    protected abstract void LockedEnqueue(Envelope envelope);

    /// <summary>Takes the next message; called with the lock held.</summary>
    protected abstract bool LockedTryDequeue(out Envelope envelope);
}
