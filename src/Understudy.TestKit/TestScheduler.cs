namespace Akka.TestKit;

/// <summary>
/// A scheduler whose time stands still until a test advances it (Akka.TestKit.TestScheduler). Set
/// akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" and cast the system's Scheduler.
/// <para>Work that is due runs on the thread that advances the time, in the order of its times, each at its own time.</para>
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly object _gate = new();
    private readonly PriorityQueue<Item, (long Due, long Number)> _items = new();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;
    private DateTimeOffset _now;
    private long _number;

    /// <summary>Made by the system.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) => _now = _start;

    /// <inheritdoc/>
    public DateTimeOffset Now => TimeNow;

    /// <inheritdoc/>
    public TimeSpan MonotonicClock => TimeNow - _start;

    /// <inheritdoc/>
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    public IAdvancedScheduler Advanced => this;

    /// <summary>The virtual time.</summary>
    protected DateTimeOffset TimeNow
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    /// <summary>Lets so much time pass and runs what becomes due.</summary>
    public void Advance(TimeSpan offset)
    {
        if (offset < TimeSpan.Zero)
            throw new ArgumentException($"Time cannot be advanced by {offset}; it only goes forward.", nameof(offset));
        AdvanceTo(TimeNow + offset);
    }

    /// <summary>Lets time pass until the moment and runs what becomes due.</summary>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < TimeNow)
            throw new ArgumentException($"Time cannot be advanced from {TimeNow:O} to {when:O}; it only goes forward.", nameof(when));
        while (NextDue(when) is { } item)
        {
            if (item.Cancelable?.IsCancellationRequested == true)
                continue;
            item.Run();
            if (item.Interval is { } interval)
                Add(item with { Due = item.Due + interval });
        }
    }

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc/>
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Schedule(delay, null, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Schedule(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => ScheduleOnce(delay, action, null);

    /// <inheritdoc/>
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) => Schedule(delay, null, action.Run, cancelable);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    /// <inheritdoc/>
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Schedule(initialDelay, interval, action.Run, cancelable);

    private void Schedule(TimeSpan delay, TimeSpan? interval, Action run, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } repeated)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(repeated, TimeSpan.Zero, nameof(interval));
        Add(new Item(TimeNow + delay, interval, run, cancelable));
    }

    private void Add(Item item)
    {
        lock (_gate)
            _items.Enqueue(item, (item.Due.UtcTicks, _number++));
    }

    /// <summary>Moves the time to the next item that is due by then, or to the moment itself when there is none.</summary>
    private Item? NextDue(DateTimeOffset when)
    {
        lock (_gate)
        {
            if (!_items.TryPeek(out var item, out _) || item.Due > when)
            {
                _now = when;
                return null;
            }

            _items.Dequeue();
            if (item.Due > _now)
                _now = item.Due;
            return item;
        }
    }

    private sealed record Item(DateTimeOffset Due, TimeSpan? Interval, Action Run, ICancelable? Cancelable);
}
