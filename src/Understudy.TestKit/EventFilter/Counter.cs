using Akka.TestKit.TestEvent;

namespace Akka.TestKit.Internal;

/// <summary>Filters that count what they choose, and a last one that remembers what they did not choose, for the words of a failure.</summary>
internal sealed class Counter : IDisposable
{
    private const int MostOthers = 5;

    private readonly ActorSystem _system;
    private readonly EventFilterBase[] _filters;
    private readonly List<string> _others = [];
    private int _count;

    public Counter(ActorSystem system, IReadOnlyList<EventFilterBase> filters)
    {
        _system = system;
        foreach (var filter in filters)
            filter.EventMatched += OnMatched;
        _filters = [.. filters, new PredicateFilter("the rest", Remember)];
        system.EventStream.Publish(new Mute(_filters));
    }

    public int Count => Volatile.Read(ref _count);

    public string Others
    {
        get
        {
            lock (_others)
                return _others.Count == 0 ? "none" : string.Join("; ", _others);
        }
    }

    /// <summary>Whether waiting on cannot help: enough events came. That none comes is only known when the time is over.</summary>
    public bool IsDecided(int expected) => expected == 0 ? Count > 0 : Count >= expected;

    public void Dispose()
    {
        _system.EventStream.Publish(new Unmute(_filters));
        foreach (var filter in _filters)
            filter.EventMatched -= OnMatched;
    }

    private void OnMatched(EventFilterBase eventFilter, LogEvent logEvent) => Interlocked.Increment(ref _count);

    private bool Remember(LogEvent logEvent)
    {
        lock (_others)
        {
            if (_others.Count < MostOthers)
                _others.Add($"{Logging.StringFor(logEvent.LogLevel())} {Description.OfValue(logEvent.Message)}");
        }

        return false;
    }
}
