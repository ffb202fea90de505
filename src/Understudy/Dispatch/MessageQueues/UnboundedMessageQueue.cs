namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// First in, first out, without a bound (Akka.Dispatch.MessageQueues.UnboundedMessageQueue). Senders append to a chain of chunks under a
/// spin lock that is held for a few instructions; the one receiver takes the whole chain at a time and then reads it without any lock.
/// An empty queue owns at most one small chunk: most actors are idle.
/// </summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private const int FirstChunk = 4;
    private const int LargestChunk = 1024;
    private const int LargestSpare = 64;

    // Guarded by _lock: the chain that senders append to.
    private int _lock;
    private Chunk? _head;
    private Chunk? _tail;
    private Chunk? _spare;
    private int _incoming;

    // The receiver's own: the chain that it is reading.
    private Chunk? _current;
    private int _index;
    private int _taken;

    /// <inheritdoc/>
    // The lock is read first: a receiver that gave its turn back must see a sender that took the lock before it could see the turn given
    // back. Taking the lock is a full fence, giving it back is not, so a count alone might come too late to wake anybody.
    public bool HasMessages =>
        Volatile.Read(ref _taken) > 0 || Volatile.Read(ref _lock) != 0 || Volatile.Read(ref _incoming) > 0;

    /// <inheritdoc/>
    public int Count => Math.Max(0, Volatile.Read(ref _incoming)) + Math.Max(0, Volatile.Read(ref _taken));

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        Acquire();
        var tail = _tail;
        if (tail is null)
        {
            tail = _spare ?? new Chunk(FirstChunk);
            _spare = null;
            _head = _tail = tail;
        }
        else if (tail.Count == tail.Items.Length)
        {
            var next = new Chunk(Math.Min(tail.Items.Length * 2, LargestChunk));
            _tail = tail.Next = next;
            tail = next;
        }

        tail.Items[tail.Count++] = envelope;
        _incoming++;
        Volatile.Write(ref _lock, 0);
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        var chunk = _current;
        if (chunk is null || _index == chunk.Count)
        {
            chunk = Advance(chunk);
            if (chunk is null)
            {
                envelope = default;
                return false;
            }
        }

        ref var slot = ref chunk.Items[_index++];
        envelope = slot;
        slot = default;
        _taken--;
        return true;
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    private Chunk? Advance(Chunk? spent)
    {
        if (spent?.Next is { } next)
        {
            _index = 0;
            return _current = next;
        }

        if (Volatile.Read(ref _incoming) == 0)
        {
            if (spent is not null)
            {
                _current = null;
                Acquire();
                Retire(spent);
                Volatile.Write(ref _lock, 0);
            }

            return null;
        }

        Acquire();
        if (spent is not null)
            Retire(spent);
        _current = _head;
        _taken = _incoming;
        _head = _tail = null;
        _incoming = 0;
        Volatile.Write(ref _lock, 0);
        _index = 0;
        return _current;
    }

    private void Retire(Chunk spent)
    {
        if (_spare is not null || spent.Items.Length > LargestSpare)
            return;
        spent.Count = 0;
        spent.Next = null;
        _spare = spent;
    }

    private void Acquire()
    {
        if (Interlocked.CompareExchange(ref _lock, 1, 0) != 0)
            AcquireContended();
    }

    private void AcquireContended()
    {
        var spin = default(SpinWait);
        do
            spin.SpinOnce(sleep1Threshold: -1);
        while (Volatile.Read(ref _lock) != 0 || Interlocked.CompareExchange(ref _lock, 1, 0) != 0);
    }

    private sealed class Chunk(int capacity)
    {
        public readonly Envelope[] Items = new Envelope[capacity];
        public Chunk? Next;
        public int Count;
    }
}
