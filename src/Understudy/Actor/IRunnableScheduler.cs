namespace Akka.Actor;

/// <summary>Runs work later, on the scheduler's thread: it has to be short (Akka.Actor.IRunnableScheduler).</summary>
public interface IRunnableScheduler
{
    /// <summary>Runs the work after the delay, unless cancelled.</summary>
    void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable);

    /// <summary>Runs the work after the delay.</summary>
    void ScheduleOnce(TimeSpan delay, IRunnable action);

    /// <summary>Runs the work after the delay and then at each interval, until cancelled.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable);

    /// <summary>Runs the work after the delay and then at each interval.</summary>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action);
}
