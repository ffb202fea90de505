namespace ActorServer.Server.Gateway;

/// <summary>
/// Which worker has which exchange: for the news that nobody waits for it any more, which must come behind its request. Kept for the process of a worker that serves and for the one
/// before it, which may still be finishing what it was given.
/// </summary>
/// <param name="workers">How many there are.</param>
internal sealed class GivenExchanges(int workers)
{
    // By worker number from 1; 0 marks a free entry, and a negative number an exchange that nobody waits for any more.
    private readonly long[][] _now = Empty(workers);
    private readonly long[][] _before = Empty(workers);

    /// <summary>A process is ready that takes so many at once.</summary>
    public void Open(int worker, int places)
    {
        _before[worker] = _now[worker];
        _now[worker] = new long[places];
    }

    /// <summary>The worker is given an exchange.</summary>
    public void Add(int worker, long exchange)
    {
        if (Array.IndexOf(_now[worker], 0) is >= 0 and int place)
        {
            _now[worker][place] = exchange;
        }
    }

    /// <summary>The exchange is over, or was given back.</summary>
    /// <returns>True when somebody waits for it still.</returns>
    public bool Remove(int worker, long exchange)
    {
        bool wasWaitedFor = Replace(worker, exchange, 0);
        return wasWaitedFor || !Replace(worker, -exchange, 0);
    }

    /// <summary>Nobody waits for the exchange any more: if it is given back, nobody else gets it.</summary>
    public void Withdraw(int worker, long exchange) => Replace(worker, exchange, -exchange);

    /// <summary>The worker that has the exchange, or had it when it was last heard of; 0 for none.</summary>
    public int WorkerOf(long exchange)
    {
        // Rare, for a client that leaves or has waited too long: a look over all workers is cheaper than an index that every request would have to keep.
        for (int worker = 1; worker <= workers; worker++)
        {
            if (Array.IndexOf(_now[worker], exchange) >= 0 || Array.IndexOf(_before[worker], exchange) >= 0)
            {
                return worker;
            }
        }

        return 0;
    }

    private bool Replace(int worker, long exchange, long by)
    {
        if (Array.IndexOf(_now[worker], exchange) is >= 0 and int place)
        {
            _now[worker][place] = by;
            return true;
        }

        if (Array.IndexOf(_before[worker], exchange) is >= 0 and int before)
        {
            _before[worker][before] = by;
            return true;
        }

        return false;
    }

    private static long[][] Empty(int workers)
    {
        long[][] exchanges = new long[workers + 1][];
        Array.Fill(exchanges, []);
        return exchanges;
    }
}
