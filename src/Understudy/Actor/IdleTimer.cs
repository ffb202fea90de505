namespace Akka.Actor;

/// <summary>
/// An actor's receive timeout. A message only notes the time; the one scheduled check looks how long ago the last note was and comes again
/// for what is left. So a busy actor costs the scheduler one entry per timeout, not one per message.
/// </summary>
internal sealed class IdleTimer(IScheduler scheduler, IInternalActorRef owner, TimeSpan duration) : IRunnable
{
    private const long Busy = long.MaxValue;

    // When the last message was handled, in ticks of the scheduler's clock; Busy while one is, 0 before the first.
    private long _lastMessage;
    private int _isScheduled;
    private volatile bool _isCancelled;

    public TimeSpan Duration => duration;

    /// <summary>A message is handled from now on, which is no idleness however long it takes.</summary>
    public void Pause() => Volatile.Write(ref _lastMessage, Busy);

    /// <summary>Counts from now on, if told to begin anew or if it does not count yet.</summary>
    public void Touch(bool reschedule)
    {
        if (reschedule || Volatile.Read(ref _lastMessage) == 0)
            Volatile.Write(ref _lastMessage, Math.Max(1, scheduler.MonotonicClock.Ticks));
        if (Interlocked.Exchange(ref _isScheduled, 1) == 0)
            Schedule(duration);
    }

    public void Cancel() => _isCancelled = true;

    public void Execute() => Run();

    public void Run()
    {
        if (_isCancelled)
            return;
        var last = Volatile.Read(ref _lastMessage);
        var left = last == Busy ? duration.Ticks : duration.Ticks - (scheduler.MonotonicClock.Ticks - last);
        if (left > 0)
        {
            Schedule(TimeSpan.FromTicks(left));
            return;
        }

        Volatile.Write(ref _isScheduled, 0);
        owner.Tell(ReceiveTimeout.Instance, owner);
    }

    private void Schedule(TimeSpan delay)
    {
        try
        {
            scheduler.Advanced.ScheduleOnce(delay, this);
        }
        catch (SchedulerException)
        {
            // The system is ending, and the actor with it.
        }
    }
}
