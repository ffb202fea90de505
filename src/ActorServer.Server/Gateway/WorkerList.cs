namespace ActorServer.Server.Gateway;

/// <summary>Workers by number from 1, each at most once, in an order that the caller decides: linked through arrays, so that every operation costs the same for any number of them.</summary>
internal sealed class WorkerList(int workers)
{
    // No worker has the number 0: it is the list's end on both sides.
    private const int End = 0;

    // A worker that is not in the list is its own neighbour.
    private readonly int[] _next = Enumerable.Range(0, workers + 1).ToArray();
    private readonly int[] _previous = Enumerable.Range(0, workers + 1).ToArray();

    /// <summary>The first worker, or 0 when there is none.</summary>
    public int First => _next[End];

    /// <summary>The worker behind one that is in the list, or 0 when it is the last.</summary>
    public int After(int worker) => _next[worker];

    /// <summary>Puts a worker before all others; it is not in the list.</summary>
    public void AddFirst(int worker) => Link(worker, End, _next[End]);

    /// <summary>Puts a worker behind all others; it is not in the list.</summary>
    public void AddLast(int worker) => Link(worker, _previous[End], End);

    /// <summary>Whether the worker is in the list.</summary>
    public bool Contains(int worker) => _next[worker] != worker;

    /// <summary>Takes a worker out, if it is in the list.</summary>
    public void Remove(int worker)
    {
        _next[_previous[worker]] = _next[worker];
        _previous[_next[worker]] = _previous[worker];
        _next[worker] = _previous[worker] = worker;
    }

    private void Link(int worker, int before, int behind)
    {
        _previous[worker] = before;
        _next[worker] = behind;
        _next[before] = worker;
        _previous[behind] = worker;
    }
}
