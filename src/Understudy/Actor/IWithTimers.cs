namespace Akka.Actor;

/// <summary>An actor with timers, which the runtime injects after the constructor (Akka.Actor.IWithTimers).</summary>
public interface IWithTimers
{
    /// <summary>The timers.</summary>
    ITimerScheduler Timers { get; set; }
}
