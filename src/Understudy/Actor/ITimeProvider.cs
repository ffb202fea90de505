namespace Akka.Actor;

/// <summary>A clock (Akka.Actor.ITimeProvider).</summary>
public interface ITimeProvider
{
    /// <summary>The time of day.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Since the scheduler began; never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>Since the scheduler began, as finely as the machine can; never goes back.</summary>
    TimeSpan HighResMonotonicClock { get; }
}
