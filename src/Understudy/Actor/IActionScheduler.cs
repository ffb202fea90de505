namespace Akka.Actor;

/// <summary>Runs actions later, on the scheduler's thread: they have to be short (Akka.Actor.IActionScheduler).</summary>
public interface IActionScheduler
{
    /// <summary>Runs the action after the delay, unless cancelled.</summary>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Runs the action after the delay.</summary>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Runs the action after the delay and then at each interval, until cancelled.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);

    /// <summary>Runs the action after the delay and then at each interval.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
}
