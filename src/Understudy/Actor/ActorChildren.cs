namespace Akka.Actor;

/// <summary>
/// An actor's children by name, and which of them are stopping. Any thread may look a child up, and guardians get children from any
/// thread, so everything is behind one lock, which is never held while other code runs.
/// </summary>
internal sealed class ActorChildren
{
    // A child, or its restart statistics once it has failed; null is a name that is reserved. Most children never fail.
    private readonly Dictionary<string, object?> _byName = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private HashSet<IActorRef>? _stopping;
    private ChildrenWait _reason;
    private Exception? _cause;
    private bool _isTerminated;
    private long _numbers = -1;

    /// <summary>Whether the actor waits for children before it does anything else.</summary>
    public bool IsWaiting => _reason is ChildrenWait.Recreation or ChildrenWait.Creation or ChildrenWait.Termination;

    public bool IsTerminating => _isTerminated || _reason == ChildrenWait.Termination;

    public bool IsNormal => !_isTerminated && !IsWaiting;

    public long NextNumber() => Interlocked.Increment(ref _numbers);

    public void Reserve(string name, ActorPath parent)
    {
        lock (_gate)
        {
            if (IsTerminating)
                throw new InvalidOperationException($"Cannot reserve actor name '{name}' under [{parent}]: it is terminating or terminated.");
            if (!_byName.TryAdd(name, null))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique under [{parent}].");
        }
    }

    public void Unreserve(string name)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(name, out var child) && child is null)
                _byName.Remove(name);
        }
    }

    public ChildRestartStats Init(IInternalActorRef child)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(child.Path.Name, out var known) && known is not null)
                return known as ChildRestartStats ?? new ChildRestartStats((IInternalActorRef)known);
            _byName[child.Path.Name] = child;
            return new ChildRestartStats(child);
        }
    }

    public IInternalActorRef? ByName(string name)
    {
        lock (_gate)
            return _byName.TryGetValue(name, out var child) ? RefOf(child) : null;
    }

    public bool Contains(IActorRef child) => child.Equals(ByName(child.Path.Name));

    public IReadOnlyList<IInternalActorRef> All()
    {
        lock (_gate)
        {
            if (_byName.Count == 0)
                return [];
            var all = new List<IInternalActorRef>(_byName.Count);
            foreach (var child in _byName.Values)
            {
                if (RefOf(child) is { } reference)
                    all.Add(reference);
            }

            return all;
        }
    }

    /// <summary>All children, looked up only if somebody wants to see them: with many, a list for each that ends would cost more than its end.</summary>
    public IEnumerable<IInternalActorRef> Later()
    {
        foreach (var child in All())
            yield return child;
    }

    /// <summary>The statistics of the child, or null when it is no child.</summary>
    public ChildRestartStats? StatsOf(IActorRef child)
    {
        lock (_gate)
            return _byName.TryGetValue(child.Path.Name, out var known) && child.Equals(RefOf(known)) ? Stats(child.Path.Name, known) : null;
    }

    public IReadOnlyCollection<ChildRestartStats> AllStats()
    {
        lock (_gate)
            return [.. _byName.ToArray().Where(c => c.Value is not null).Select(c => Stats(c.Key, c.Value))];
    }

    /// <summary>Notes that the child was told to stop.</summary>
    public void ShallDie(IActorRef child)
    {
        lock (_gate)
        {
            if (!_byName.TryGetValue(child.Path.Name, out var known) || !child.Equals(RefOf(known)))
                return;
            (_stopping ??= []).Add(child);
            if (_reason == ChildrenWait.None)
                _reason = ChildrenWait.UserRequest;
        }
    }

    /// <summary>Sets what to go on with when the stopping children have ended; false when none is stopping.</summary>
    public bool Wait(ChildrenWait reason, Exception? cause)
    {
        lock (_gate)
        {
            if (_stopping is not { Count: > 0 })
            {
                _isTerminated |= reason == ChildrenWait.Termination;
                return false;
            }

            _reason = reason;
            _cause = cause;
            return true;
        }
    }

    /// <summary>No name is given out from now on.</summary>
    public void Close()
    {
        lock (_gate)
            _isTerminated = true;
    }

    /// <summary>Forgets a child that has ended, and says what to go on with if it was the last that was waited for.</summary>
    public (ChildrenWait Reason, Exception? Cause) Remove(IActorRef child)
    {
        lock (_gate)
        {
            if (_byName.TryGetValue(child.Path.Name, out var known) && child.Equals(RefOf(known)))
                _byName.Remove(child.Path.Name);
            if (_stopping is null || !_stopping.Remove(child) || _stopping.Count > 0)
                return (ChildrenWait.None, null);
            var done = (_reason, _cause);
            _isTerminated |= _reason == ChildrenWait.Termination;
            _reason = ChildrenWait.None;
            _cause = null;
            return done;
        }
    }

    private static IInternalActorRef? RefOf(object? child) => (child as ChildRestartStats)?.Child ?? child as IInternalActorRef;

    private ChildRestartStats Stats(string name, object? known)
    {
        if (known is ChildRestartStats stats)
            return stats;
        stats = new ChildRestartStats((IInternalActorRef)known!); // a reserved name was ruled out by the caller
        _byName[name] = stats;
        return stats;
    }
}
