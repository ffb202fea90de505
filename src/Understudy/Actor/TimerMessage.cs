namespace Akka.Actor;

/// <summary>A timer's message on its way to the actor; the generation tells whether the timer still runs when it arrives.</summary>
internal class TimerMessage(object key, long generation, TimerScheduler owner, object message)
    : INoSerializationVerificationNeeded, IWrappedMessage, IDeadLetterSuppression
{
    public object Key { get; } = key;

    public long Generation { get; } = generation;

    public object Message { get; } = message;

    /// <summary>Whether it is of a timer of this very instance that still runs.</summary>
    public bool IsCurrent(ActorBase? actor) =>
        actor is IWithTimers { Timers: TimerScheduler timers } && ReferenceEquals(timers, owner) && owner.Accept(this);
}

/// <summary>The same for a message that leaves the receive timeout alone.</summary>
internal sealed class SilentTimerMessage(object key, long generation, TimerScheduler owner, object message)
    : TimerMessage(key, generation, owner, message), INotInfluenceReceiveTimeout;
