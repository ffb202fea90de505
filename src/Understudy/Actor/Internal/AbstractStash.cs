namespace Akka.Actor.Internal;

/// <summary>What stashes have in common (Akka.Actor.Internal.AbstractStash).</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private LinkedList<Envelope> _kept = new();

    /// <summary>Of the actor's context, whose mailbox has to be a deque.</summary>
    /// <exception cref="NotSupportedException">The mailbox is no deque.</exception>
    protected AbstractStash(IActorContext context)
    {
        _cell = (ActorCell)context;
        if (_cell.Mailbox.MessageQueue is not IDequeBasedMessageQueueSemantics)
        {
            throw new NotSupportedException(
                $"DequeBasedMailbox required, got: {_cell.Mailbox.MessageQueue.GetType().Name}. An (unbounded) deque-based mailbox can be configured "
                + "as follows: my-custom-mailbox { mailbox-type = \"Akka.Dispatch.UnboundedDequeBasedMailbox\" }");
        }
    }

    /// <inheritdoc/>
    public virtual int Capacity => _cell.Props.Deploy.StashCapacity;

    /// <inheritdoc/>
    public int Count => _kept.Count;

    /// <inheritdoc/>
    public bool IsEmpty => _kept.Count == 0;

    /// <inheritdoc/>
    public bool NonEmpty => _kept.Count > 0;

    /// <inheritdoc/>
    public bool IsFull => Capacity >= 0 && _kept.Count >= Capacity;

    private IDequeBasedMessageQueueSemantics Queue => (IDequeBasedMessageQueueSemantics)_cell.Mailbox.MessageQueue;

    /// <inheritdoc/>
    public void Stash()
    {
        var message = _cell.CurrentMessage;
        if (message is null)
            throw new IllegalActorStateException("There is no message to stash: Stash can only be called while one is handled.");
        if (_kept.Last is { } last && ReferenceEquals(last.Value.Message, message) && last.Value.Sender.Equals(_cell.Sender))
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        if (IsFull)
            throw new StashOverflowException($"Couldn't enqueue message {message} from {_cell.Sender} to stash of {_cell.Self}");
        _kept.AddLast(new Envelope(message, _cell.Sender));
    }

    /// <inheritdoc/>
    public void Unstash()
    {
        if (_kept.First is not { } first)
            return;
        _kept.RemoveFirst();
        Queue.EnqueueFirst(first.Value);
    }

    /// <inheritdoc/>
    public void UnstashAll() => UnstashAll(static _ => true);

    /// <inheritdoc/>
    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        if (_kept.Count == 0)
            return;
        var queue = Queue;
        for (var last = _kept.Last; last is not null; last = last.Previous)
        {
            if (predicate(last.Value))
                queue.EnqueueFirst(last.Value);
        }

        _kept = new LinkedList<Envelope>();
    }

    /// <inheritdoc/>
    public IEnumerable<Envelope> ClearStash()
    {
        var kept = _kept;
        _kept = new LinkedList<Envelope>();
        return kept;
    }

    /// <inheritdoc/>
    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        LinkedListNode<Envelope>? before = null;
        foreach (var envelope in envelopes)
            before = before is null ? _kept.AddFirst(envelope) : _kept.AddAfter(before, envelope);
    }
}
