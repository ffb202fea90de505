using System.Diagnostics.CodeAnalysis;

namespace ActorServer.Server.Gateway;

/// <summary>
/// The free places of the pool: who can take a request now. A place belongs to one generation of a worker's process, and goes with it. Every
/// operation costs the same for any number of workers: those that have free places are one list, linked through arrays by worker number.
/// </summary>
/// <param name="workers">How many there are.</param>
/// <param name="order">Who comes first.</param>
internal sealed class WorkerPlaces(int workers, WorkerOrder order)
{
    /// <summary>A free place.</summary>
    internal readonly record struct Place(int Worker, long Generation);

    // No worker has the number 0: it is the list's end on both sides.
    private const int End = 0;

    // By worker number from 1; generation 0 means that no process is ready.
    private readonly long[] _generations = new long[workers + 1];
    private readonly int[] _free = new int[workers + 1];
    private readonly int[] _next = new int[workers + 1];
    private readonly int[] _previous = new int[workers + 1];

    /// <summary>How many workers have a ready process.</summary>
    public int ReadyWorkers { get; private set; }

    /// <summary>A process is ready: all places of the worker are free, whatever was known of it before.</summary>
    public void Open(int worker, long generation, int places)
    {
        Close(worker, long.MaxValue);
        ReadyWorkers++;
        _generations[worker] = generation;
        _free[worker] = places;
        Link(worker);
    }

    /// <summary>One place is free again; a place of a past generation is gone with it.</summary>
    public void Free(int worker, long generation)
    {
        if (_generations[worker] == generation && _free[worker]++ == 0)
        {
            Link(worker);
        }
    }

    /// <summary>The worker has no ready process now; false when it is known already, or when a newer generation is ready.</summary>
    public bool Close(int worker, long generation)
    {
        if (_generations[worker] == 0 || _generations[worker] > generation)
        {
            return false;
        }

        if (_free[worker] > 0)
        {
            Unlink(worker);
        }

        _free[worker] = 0;
        _generations[worker] = 0;
        ReadyWorkers--;
        return true;
    }

    /// <summary>Takes a free place; false when every worker is busy or gone.</summary>
    public bool TryTake([NotNullWhen(true)] out Place? place)
    {
        int worker = _next[End];
        if (worker == End)
        {
            place = null;
            return false;
        }

        Unlink(worker);
        if (--_free[worker] > 0)
        {
            Link(worker);
        }

        place = new Place(worker, _generations[worker]);
        return true;
    }

    private void Link(int worker)
    {
        (int before, int behind) = order switch
        {
            WorkerOrder.LongestFree => (_previous[End], End),
            WorkerOrder.LastFreed => (End, _next[End]),
            _ => throw new InvalidOperationException($"Unknown order {order}."),
        };
        _previous[worker] = before;
        _next[worker] = behind;
        _next[before] = worker;
        _previous[behind] = worker;
    }

    private void Unlink(int worker)
    {
        _next[_previous[worker]] = _next[worker];
        _previous[_next[worker]] = _previous[worker];
    }
}
