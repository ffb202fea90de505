using System.Diagnostics.CodeAnalysis;

namespace ActorServer.Server.Gateway;

/// <summary>
/// The places of the pool: who can take a request now. A worker without any comes first, then the one that has the fewest of those that run several at once and have room.
/// When there is none, one that will soon be done with something may be given more than it runs, up to its places, so that it never waits for work. A place belongs to one
/// generation of a worker's process, and goes with it.
/// </summary>
/// <param name="workers">How many there are.</param>
/// <param name="order">Which of the free workers comes first.</param>
/// <param name="time">Tells how long a worker takes; real time, milliseconds count here.</param>
internal sealed partial class WorkerPlaces(int workers, WorkerOrder order, TimeProvider time)
{
    /// <summary>A place that was taken; ahead when the worker runs as many as it can already.</summary>
    internal readonly record struct Place(int Worker, long Generation, bool IsAhead = false);

    /// <summary>A worker whose last answer took longer is given nothing ahead: what waits behind a slow request could run elsewhere soon.</summary>
    internal static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(2);

    /// <summary>A worker that has not answered for so long counts as slow, whatever it did before.</summary>
    internal static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Both for a worker that runs several at once: whichever is over first makes room for what waits, and those that began together end together. With the look at what has
    /// stalled, every <see cref="Stall"/>, nothing waits for longer than 20 ms behind slow ones.
    /// </summary>
    internal static readonly TimeSpan SharedStall = TimeSpan.FromMilliseconds(15);

    private readonly WorkerList _idle = new(workers);

    // Those that run something and could run more at the same time, the one that was chosen longest ago first.
    private readonly WorkerList _partly = new(workers);

    // Those that run something, have places, and answered quickly when they last did.
    private readonly WorkerList _ahead = new(workers);

    // By worker number from 1; generation 0 means that no process is ready.
    private readonly long[] _generations = new long[workers + 1];
    private readonly int[] _places = new int[workers + 1];
    private readonly int[] _widths = new int[workers + 1];
    private readonly int[] _taken = new int[workers + 1];

    // When the worker last answered or began after a rest. With one request at a time that is when the one began that it runs now, as far as is known here.
    private readonly long[] _begun = new long[workers + 1];
    private readonly bool[] _isQuick = new bool[workers + 1];

    /// <summary>How many workers have a ready process.</summary>
    public int ReadyWorkers { get; private set; }

    /// <summary>How many requests are given to workers ahead of what they run.</summary>
    public int Ahead { get; private set; }

    /// <summary>A process is ready: all places of the worker are free, whatever was known of it before.</summary>
    public void Open(int worker, long generation, int places, int width = 1)
    {
        Close(worker, long.MaxValue);
        ReadyWorkers++;
        _generations[worker] = generation;
        _places[worker] = places;
        _widths[worker] = width;
        _hasThreads |= width > 1;
        _isQuick[worker] = false;
        AddIdle(worker);
    }

    /// <summary>A request is over; one of a past generation is gone with it.</summary>
    public void Free(int worker, long generation)
    {
        if (_generations[worker] != generation || _taken[worker] == 0)
        {
            return;
        }

        Give(worker);
        if (!MayHaveAhead(worker))
        {
            return;
        }

        long now = time.GetTimestamp();
        _isQuick[worker] = time.GetElapsedTime(_begun[worker], now) < (_widths[worker] == 1 ? Quick : SharedStall);
        _begun[worker] = now;
        if (!_isQuick[worker])
        {
            _ahead.Remove(worker);
        }
        else if (_taken[worker] > 0 && !_ahead.Contains(worker))
        {
            _ahead.AddLast(worker);
        }
    }

    /// <summary>A request came back that the worker's process has not received.</summary>
    public void TakeBack(int worker, long generation)
    {
        if (_generations[worker] == generation && _taken[worker] > 0)
        {
            Give(worker);
        }
    }

    /// <summary>The worker has no ready process now; false when it is known already, or when a newer generation is ready.</summary>
    public bool Close(int worker, long generation)
    {
        if (_generations[worker] == 0 || _generations[worker] > generation)
        {
            return false;
        }

        _idle.Remove(worker);
        _partly.Remove(worker);
        _ahead.Remove(worker);
        Ahead -= Math.Max(0, _taken[worker] - _widths[worker]);
        _taken[worker] = 0;
        _generations[worker] = 0;
        ReadyWorkers--;
        return true;
    }

    /// <summary>Takes a place; false when every worker is busy, or gone.</summary>
    public bool TryTake([NotNullWhen(true)] out Place? place)
    {
        int worker = _idle.First;
        if (worker != 0)
        {
            _idle.Remove(worker);
            if (MayHaveAhead(worker))
            {
                BeginAnew(worker);
            }
        }
        else if ((worker = LeastTaken()) != 0)
        {
            _partly.Remove(worker);
        }
        else
        {
            worker = NextAhead();
        }

        if (worker == 0)
        {
            place = null;
            return false;
        }

        int taken = ++_taken[worker];
        if (taken < _widths[worker])
        {
            _partly.AddLast(worker);
        }

        place = new Place(worker, _generations[worker], taken > _widths[worker]);
        return true;
    }

    /// <summary>Workers that have requests ahead of one that is slow: these could run elsewhere.</summary>
    public IEnumerable<Place> Stalled()
    {
        for (int worker = 1; worker <= workers; worker++)
        {
            if (_taken[worker] > _widths[worker] && IsStalled(worker))
            {
                yield return new Place(worker, _generations[worker]);
            }
        }
    }

    /// <summary>True when requests wait in the channel of a worker although another one that runs several at once has room: they need not wait for a clock to run there.</summary>
    public bool IsUneven => Ahead > 0 && (_partly.First != 0 || (_idle.First != 0 && _widths[_idle.First] > 1));

    /// <summary>Workers that have requests ahead of what they run.</summary>
    public IEnumerable<Place> Crowded()
    {
        for (int worker = 1; worker <= workers; worker++)
        {
            if (_taken[worker] > _widths[worker])
            {
                yield return new Place(worker, _generations[worker]);
            }
        }
    }

    // One that answered quickly a moment ago may have more than this one at once; of others that is not known.
    private void BeginAnew(int worker)
    {
        if (_isQuick[worker] && !IsStalled(worker))
        {
            _ahead.AddLast(worker);
        }

        _begun[worker] = time.GetTimestamp();
    }

    private void Give(int worker)
    {
        int left = --_taken[worker];
        if (left >= _widths[worker])
        {
            Ahead--;
        }
        else if (left == 0)
        {
            _ahead.Remove(worker);
            _partly.Remove(worker);
            AddIdle(worker);
        }
        else if (left == _widths[worker] - 1)
        {
            _partly.AddLast(worker);
        }
    }

    private bool MayHaveAhead(int worker) => _places[worker] > _widths[worker];

    // They are few, and this way the load of each is right at every moment, whatever became slow.
    private int LeastTaken()
    {
        int least = 0;
        for (int worker = _partly.First; worker != 0; worker = _partly.After(worker))
        {
            if (least == 0 || _taken[worker] < _taken[least])
            {
                least = worker;
            }
        }

        return least;
    }

    private void AddIdle(int worker)
    {
        switch (order)
        {
            case WorkerOrder.LongestFree:
                _idle.AddLast(worker);
                break;
            case WorkerOrder.LastFreed:
                _idle.AddFirst(worker);
                break;
            default:
                throw new InvalidOperationException($"Unknown order {order}.");
        }
    }

    // Round and round, so that all quick workers have about as much.
    private int NextAhead()
    {
        for (int worker; (worker = _ahead.First) != 0;)
        {
            _ahead.Remove(worker);
            if (IsStalled(worker))
            {
                continue;
            }

            Ahead++;
            if (_taken[worker] + 1 < _places[worker])
            {
                _ahead.AddLast(worker);
            }

            return worker;
        }

        return 0;
    }

    private bool IsStalled(int worker) => time.GetElapsedTime(_begun[worker]) >= (_widths[worker] == 1 ? Stall : SharedStall);
}
