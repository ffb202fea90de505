using ActorServer.Gateways.Wsgi;

namespace ActorServer.Server.Gateway;

/// <summary>
/// Sees when the whole pool fails: its processes die early, one after the other, and none works. States: closed → open, by the last early death that was too many;
/// open → closed, by a process that has settled or by a reload. Owned by the gateway actor.
/// </summary>
/// <param name="settings">What is too many.</param>
/// <param name="workers">How many workers there are, numbered from 1.</param>
/// <param name="clock">The time that deaths are counted by.</param>
internal sealed class PoolBreaker(BreakerSettings settings, int workers, TimeProvider clock)
{
    // When they came, the oldest first; none from a time when a process was settled.
    private readonly Queue<long> _deaths = new();

    // By worker number: the generation of its settled process, or 0.
    private readonly long[] _settled = new long[workers + 1];
    private int _settledWorkers;
    private int _lastTried;

    /// <summary>True while the pool counts as failing.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A process died early.</summary>
    /// <returns>True when this one opens the breaker.</returns>
    public bool Count()
    {
        if (IsOpen || _settledWorkers > 0)
        {
            return false;
        }

        long now = clock.GetTimestamp();
        _deaths.Enqueue(now);
        while (clock.GetElapsedTime(_deaths.Peek(), now) > settings.Within)
        {
            _deaths.Dequeue();
        }

        IsOpen = _deaths.Count >= settings.Deaths;
        return IsOpen;
    }

    /// <summary>A worker's process has settled: the application works.</summary>
    /// <returns>True when this closes the breaker.</returns>
    public bool Settle(int worker, long generation)
    {
        if (_settled[worker] == 0)
        {
            _settledWorkers++;
        }

        _settled[worker] = generation;
        return Close();
    }

    /// <summary>A worker's process is gone, or has left its place to a later one.</summary>
    /// <param name="worker">The worker's number.</param>
    /// <param name="generation">The process's generation, or a later one.</param>
    public void Unsettle(int worker, long generation)
    {
        if (_settled[worker] != 0 && _settled[worker] <= generation)
        {
            _settled[worker] = 0;
            _settledWorkers--;
        }
    }

    /// <summary>Other code serves from now on: what died before says nothing of it.</summary>
    /// <returns>True when the breaker was open.</returns>
    public bool Close()
    {
        bool wasOpen = IsOpen;
        IsOpen = false;
        _deaths.Clear();
        return wasOpen;
    }

    /// <summary>The worker whose turn it is to try a start.</summary>
    public int NextToTry() => _lastTried = (_lastTried % workers) + 1;
}
