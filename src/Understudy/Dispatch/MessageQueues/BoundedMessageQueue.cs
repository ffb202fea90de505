using System.Globalization;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// First in, first out, with a bound (Akka.Dispatch.MessageQueues.BoundedMessageQueue). A sender waits for room for the push timeout,
/// after which the message goes to the dead letters; a negative timeout waits for ever.
/// </summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly object _gate = new();
    private readonly Queue<Envelope> _queue = new();
    private readonly int _capacity;

    /// <summary>Reads the bound and the push timeout.</summary>
    public BoundedMessageQueue(Config config)
        : this(config.GetInt("mailbox-capacity", 0), config.GetTimeSpan("mailbox-push-timeout-time", null, true))
    {
    }

    /// <summary>With a bound of at least one, and a push timeout.</summary>
    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        if (boundedCapacity < 0)
        {
            throw new ArgumentException(
                "The capacity for BoundedMessageQueue can not be negative: " + boundedCapacity.ToString(CultureInfo.InvariantCulture),
                nameof(boundedCapacity));
        }

        _capacity = boundedCapacity == 0 ? int.MaxValue : boundedCapacity;
        PushTimeOut = pushTimeOut;
    }

    /// <summary>How long a sender waits for room.</summary>
    public TimeSpan PushTimeOut { get; set; }

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (TryEnqueue(envelope))
            return;
        var deadLetters = receiver is IInternalActorRef known ? known.Provider.DeadLetters : envelope.Sender;
        deadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, receiver), envelope.Sender);
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
        {
            if (!_queue.TryDequeue(out envelope))
                return false;
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }

    private bool TryEnqueue(Envelope envelope)
    {
        lock (_gate)
        {
            var until = Environment.TickCount64 + (long)PushTimeOut.TotalMilliseconds;
            while (_queue.Count >= _capacity)
            {
                var left = PushTimeOut < TimeSpan.Zero ? Timeout.Infinite : (int)Math.Max(0, until - Environment.TickCount64);
                if (left == 0 || !Monitor.Wait(_gate, left))
                    return false;
            }

            _queue.Enqueue(envelope);
            return true;
        }
    }
}
