using System.Diagnostics.CodeAnalysis;

namespace ActorServer.Server.Gateway;

/// <summary>
/// The free places of the pool: who can take a request now. A place belongs to one generation of a worker's process; places of a
/// generation that is gone are skipped when they come up, so losing a worker costs nothing but a number.
/// </summary>
internal sealed class WorkerPlaces(int workers)
{
    /// <summary>A free place.</summary>
    internal readonly record struct Place(int Worker, long Generation);

    // Longest free first: work goes round, and every process stays warm.
    private readonly Queue<Place> _free = new();

    // By worker number from 1; 0 means that no process is ready.
    private readonly long[] _generations = new long[workers + 1];

    /// <summary>How many workers have a ready process.</summary>
    public int ReadyWorkers { get; private set; }

    /// <summary>A process is ready: all places of the worker are free, whatever was known of it before.</summary>
    public void Open(int worker, long generation, int places)
    {
        if (_generations[worker] == 0)
        {
            ReadyWorkers++;
        }

        _generations[worker] = generation;
        for (int place = 0; place < places; place++)
        {
            _free.Enqueue(new Place(worker, generation));
        }
    }

    /// <summary>One place is free again; a place of a past generation is gone with it.</summary>
    public void Free(int worker, long generation)
    {
        if (_generations[worker] == generation)
        {
            _free.Enqueue(new Place(worker, generation));
        }
    }

    /// <summary>The worker has no ready process now; false when it is known already, or when a newer generation is ready.</summary>
    public bool Close(int worker, long generation)
    {
        if (_generations[worker] == 0 || _generations[worker] > generation)
        {
            return false;
        }

        _generations[worker] = 0;
        ReadyWorkers--;
        return true;
    }

    /// <summary>Takes a free place; false when every worker is busy or gone.</summary>
    public bool TryTake([NotNullWhen(true)] out Place? place)
    {
        while (_free.TryDequeue(out Place candidate))
        {
            if (_generations[candidate.Worker] == candidate.Generation)
            {
                place = candidate;
                return true;
            }
        }

        place = null;
        return false;
    }
}
