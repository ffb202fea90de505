using System.Collections.Concurrent;
using System.Diagnostics;
using System.Numerics;

namespace Akka.Actor;

/// <summary>
/// A timing wheel on one thread (Akka.Actor.HashedWheelTimerScheduler): `akka.scheduler.tick-duration` is its precision,
/// `ticks-per-wheel` how many buckets it has. Other threads only add to a queue; the wheel belongs to its thread, which sleeps while
/// nothing is scheduled. An item never fires before its time.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    // Equal times come in the order of arrival.
    private static readonly Comparison<ScheduledItem> ByTime =
        (a, b) => a.DueTicks != b.DueTicks ? a.DueTicks.CompareTo(b.DueTicks) : a.Arrival.CompareTo(b.Arrival);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<ScheduledItem> _incoming = new();
    private readonly ManualResetEventSlim _wake = new(false);
    private readonly List<ScheduledItem> _due = [];
    private readonly ScheduledItem?[] _buckets;
    private readonly TimeSpan _tickDuration;
    private readonly TimeSpan _shutdownTimeout;
    private readonly Thread _thread;
    private readonly int _mask;
    private long _tick;
    private long _arrivals;
    private int _scheduled;
    private volatile bool _isStopped;

    /// <summary>Reads tick duration and size, and starts the thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size or the tick duration is not positive.</exception>
    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        var size = scheduler.GetInt("akka.scheduler.ticks-per-wheel", 512);
        _tickDuration = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.FromMilliseconds(10), true);
        _shutdownTimeout = scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5), true);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, "akka.scheduler.ticks-per-wheel");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_tickDuration, TimeSpan.Zero, "akka.scheduler.tick-duration");
        _buckets = new ScheduledItem?[BitOperations.RoundUpToPowerOf2((uint)size)];
        _mask = _buckets.Length - 1;
        _thread = new Thread(Turn) { IsBackground = true, Name = "akka-scheduler" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_started);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    /// <summary>Stops the thread; what is scheduled does not come any more.</summary>
    public void Dispose()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        _wake.Set();
        if (Thread.CurrentThread != _thread && !_thread.Join(_shutdownTimeout))
            Log.Warning("Failed to shut down the scheduler within {Timeout}", _shutdownTimeout);
    }

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, new ScheduledTell(receiver, message, sender, TimeSpan.Zero, cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, new ScheduledTell(receiver, message, sender, interval, cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Add(delay, new ScheduledAction(action, TimeSpan.Zero, cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Add(delay, new ScheduledRunnable(action, TimeSpan.Zero, cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, new ScheduledAction(action, interval, cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, new ScheduledRunnable(action, interval, cancelable));

    private void Add(TimeSpan delay, ScheduledItem item)
    {
        if (_isStopped)
            throw new SchedulerException("cannot enqueue after timer shutdown");
        item.DueTicks = MonotonicClock.Ticks + delay.Ticks;
        _incoming.Enqueue(item);
        if (Interlocked.Increment(ref _scheduled) == 1)
            _wake.Set();
    }

    private void Turn()
    {
        while (!_isStopped)
        {
            if (Volatile.Read(ref _scheduled) == 0)
            {
                _wake.Wait();
                _wake.Reset();
                _tick = MonotonicClock.Ticks / _tickDuration.Ticks; // nothing was due in between
                continue;
            }

            var untilNext = TimeSpan.FromTicks(((_tick + 1) * _tickDuration.Ticks) - MonotonicClock.Ticks);
            if (untilNext > TimeSpan.Zero)
                Thread.Sleep((int)Math.Ceiling(untilNext.TotalMilliseconds)); // rounded down it would spin through the last millisecond
            TakeIn();
            var now = MonotonicClock.Ticks / _tickDuration.Ticks;
            while (_tick < now && !_isStopped)
                Fire(++_tick);
        }
    }

    private void TakeIn()
    {
        while (_incoming.TryDequeue(out var item))
        {
            item.Arrival = _arrivals++;
            Place(item);
        }
    }

    private void Place(ScheduledItem item)
    {
        // Rounded up: never before its time. An item that is late already comes with the next tick.
        item.DueTick = Math.Max(_tick + 1, (item.DueTicks + _tickDuration.Ticks - 1) / _tickDuration.Ticks);
        ref var bucket = ref _buckets[item.DueTick & _mask];
        item.Next = bucket;
        bucket = item;
    }

    private void Fire(long tick)
    {
        ref var bucket = ref _buckets[tick & _mask];
        var item = bucket;
        bucket = null;
        while (item is not null)
        {
            var next = item.Next;
            if (item.IsCancelled)
            {
                Interlocked.Decrement(ref _scheduled);
            }
            else if (item.DueTick > tick)
            {
                item.Next = bucket; // of a later round
                bucket = item;
            }
            else
            {
                _due.Add(item);
            }

            item = next;
        }

        _due.Sort(ByTime);
        foreach (var due in _due)
            Run(due);
        _due.Clear();
    }

    private void Run(ScheduledItem item)
    {
        if (!item.IsCancelled)
        {
            try
            {
                item.Fire();
            }
            catch (Exception e)
            {
                Log.Error(e, "Error while executing scheduled task {Task}", item);
            }
        }

        if (item.Interval > TimeSpan.Zero && !item.IsCancelled)
        {
            item.DueTicks += item.Interval.Ticks;
            Place(item);
        }
        else
        {
            Interlocked.Decrement(ref _scheduled);
        }
    }
}
