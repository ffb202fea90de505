using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Server.Metrics;

namespace ActorServer.Server.Gateway;

/// <summary>The one queue of requests that wait for a worker, bounded by count and by age. Owned by the gateway actor.</summary>
/// <param name="capacity">How many may wait; 0 or more.</param>
/// <param name="maxAge">How long one may wait.</param>
/// <param name="clock">Whose time counts.</param>
/// <param name="metrics">Told how long the queue is.</param>
[SuppressMessage("Naming", "CA1711", Justification = "It is a queue, in the field's and in the configuration's word.")]
internal sealed class GatewayQueue(int capacity, TimeSpan maxAge, TimeProvider clock, ServerMetrics metrics)
{
    /// <summary>One waiting request.</summary>
    /// <param name="Request">The request.</param>
    /// <param name="Connection">Who waits for it.</param>
    /// <param name="Since">When it came, or came back, in the clock's timestamps.</param>
    /// <param name="Came">When it came as a stamp of <see cref="WorkerPlaces"/>, whose time is finer; <see cref="WorkerPlaces.TakenBack"/> when it came back.</param>
    internal sealed record Waiting(GatewayRequest Request, IActorRef Connection, long Since, long Came);

    // Those that came first stand first, but for those that were given back: they stand before all others, the last of them first.
    private readonly LinkedList<Waiting> _waiting = new();

    public int Count => _waiting.Count;

    /// <summary>False when the queue is full.</summary>
    public bool TryEnqueue(Waiting waiting)
    {
        if (_waiting.Count >= capacity)
        {
            return false;
        }

        _waiting.AddLast(waiting);
        metrics.Queued(1);
        return true;
    }

    /// <summary>Puts a request that a worker gave back before all others, also beyond the bound: it had its place already.</summary>
    public void Return(Waiting waiting)
    {
        _waiting.AddFirst(waiting);
        metrics.Queued(1);
    }

    public bool TryDequeue([NotNullWhen(true)] out Waiting? waiting)
    {
        waiting = _waiting.First?.Value;
        if (waiting is null)
        {
            return false;
        }

        _waiting.RemoveFirst();
        metrics.Queued(-1);
        return true;
    }

    /// <summary>Takes out the oldest request if it has waited too long.</summary>
    public bool TryExpire([NotNullWhen(true)] out Waiting? expired)
    {
        expired = null;
        if (Oldest() is not { } oldest || TimeLeft(oldest.Value) > TimeSpan.Zero)
        {
            return false;
        }

        expired = oldest.Value;
        _waiting.Remove(oldest);
        metrics.Queued(-1);
        return true;
    }

    /// <summary>Forgets a request that nobody waits for; false when it does not wait here (any more).</summary>
    public bool Withdraw(long exchange)
    {
        // Linear, but a client that leaves while it waits is rare and the queue is short.
        for (LinkedListNode<Waiting>? node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.Request.Exchange == exchange)
            {
                _waiting.Remove(node);
                metrics.Queued(-1);
                return true;
            }
        }

        return false;
    }

    /// <summary>How long until the oldest request has waited too long; null when none waits.</summary>
    public TimeSpan? UntilExpiry => Oldest() is { } oldest ? TimeLeft(oldest.Value) : null;

    /// <summary>How long the oldest request has waited; null when none waits.</summary>
    public TimeSpan? OldestAge => Oldest() is { } oldest ? clock.GetElapsedTime(oldest.Value.Since) : null;

    // Those that were given back become older from the first to the last of them, the others younger.
    private LinkedListNode<Waiting>? Oldest()
    {
        LinkedListNode<Waiting>? oldest = _waiting.First;
        while (oldest?.Next is { } next && next.Value.Since <= oldest.Value.Since)
        {
            oldest = next;
        }

        return oldest;
    }

    private TimeSpan TimeLeft(Waiting waiting) => maxAge - clock.GetElapsedTime(waiting.Since);
}
