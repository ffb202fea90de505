namespace Akka.Actor;

/// <summary>Something on the timing wheel.</summary>
internal abstract class ScheduledItem(TimeSpan interval, ICancelable? cancelable)
{
    /// <summary>The next item of its bucket. Owned by the wheel's thread.</summary>
    public ScheduledItem? Next { get; set; }

    /// <summary>When it is due, in ticks of the clock.</summary>
    public long DueTicks { get; set; }

    /// <summary>At which tick of the wheel it is due.</summary>
    public long DueTick { get; set; }

    /// <summary>The how-manieth item it is.</summary>
    public long Arrival { get; set; }

    public bool IsCancelled => cancelable is { IsCancellationRequested: true };

    /// <summary>The time between two runs; zero for what runs once.</summary>
    public TimeSpan Interval => interval;

    public abstract void Fire();
}

/// <summary>A message to send.</summary>
internal sealed class ScheduledTell(ICanTell receiver, object message, IActorRef? sender, TimeSpan interval, ICancelable? cancelable)
    : ScheduledItem(interval, cancelable)
{
    public override void Fire() => receiver.Tell(message, sender);
}

/// <summary>An action to run.</summary>
internal sealed class ScheduledAction(Action action, TimeSpan interval, ICancelable? cancelable) : ScheduledItem(interval, cancelable)
{
    public override void Fire() => action();
}

/// <summary>Work to run.</summary>
internal sealed class ScheduledRunnable(IRunnable work, TimeSpan interval, ICancelable? cancelable) : ScheduledItem(interval, cancelable)
{
    public override void Fire() => work.Run();
}
