namespace Akka.Dispatch.MessageQueues;

/// <summary>Lowest priority number first, equal ones in order of arrival (Akka.Dispatch.MessageQueues.UnboundedStablePriorityMessageQueue).</summary>
public class UnboundedStablePriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityQueue<Envelope, (int Priority, long Arrival)> _queue;
    private readonly Func<object, int> _priorityGenerator;
    private readonly Stack<Envelope> _first = new();
    private long _arrivals;

    /// <summary>With the function that gives a message its number.</summary>
    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priorityGenerator = priorityGenerator;
        _queue = new PriorityQueue<Envelope, (int, long)>(initialCapacity);
    }

    /// <inheritdoc/>
    protected override int LockedCount => _queue.Count + _first.Count;

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope) => _first.Push(envelope);

    /// <inheritdoc/>
    protected override void LockedEnqueue(Envelope envelope) =>
        _queue.Enqueue(envelope, (_priorityGenerator(envelope.Message), _arrivals++));

    /// <inheritdoc/>
    protected override bool LockedTryDequeue(out Envelope envelope) =>
        _first.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
}
