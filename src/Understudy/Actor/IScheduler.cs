namespace Akka.Actor;

/// <summary>The system's clock and its alarms (Akka.Actor.IScheduler).</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Alarms that run code, on the scheduler's thread, instead of sending messages.</summary>
    IAdvancedScheduler Advanced { get; }
}
