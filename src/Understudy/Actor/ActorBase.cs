namespace Akka.Actor;

/// <summary>
/// The base of actors (Akka.Actor.ActorBase). All its members are for the actor itself, while it runs; nothing here is for other threads.
/// </summary>
public abstract class ActorBase
{
    private IActorRef? _clearedSelf;
    private SupervisorStrategy? _strategy;

    /// <summary>Called by the runtime only.</summary>
    /// <exception cref="ActorInitializationException">Somebody said `new`.</exception>
    protected ActorBase()
    {
        if (ActorCell.Current is not { } cell)
            throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");
        cell.Become(Receive);
    }

    /// <summary>A behaviour that handles nothing.</summary>
    protected static Receive EmptyReceive { get; } = static _ => false;

    /// <summary>What the actor sees of the runtime.</summary>
    /// <exception cref="NotSupportedException">No actor runs on this thread.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw NoContext();

    /// <summary>The actor itself.</summary>
    protected IActorRef Self => _clearedSelf ?? Context.Self;

    /// <summary>Who sent the message that is handled; the dead letters when nobody did.</summary>
    protected IActorRef Sender => Context.Sender;

    internal SupervisorStrategy StrategyForChildren
    {
        get => _strategy ??= SupervisorStrategy();
        set => _strategy = value;
    }

    /// <summary>Around <see cref="PreStart"/>.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Around <see cref="PostStop"/>; the timers end with the actor.</summary>
    public virtual void AroundPostStop()
    {
        CancelTimers();
        PostStop();
    }

    /// <summary>Around <see cref="PreRestart"/>; the timers end with the instance.</summary>
    public virtual void AroundPreRestart(Exception cause, object message)
    {
        CancelTimers();
        PreRestart(cause, message);
    }

    /// <summary>Around <see cref="PostRestart"/>.</summary>
    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    internal static NotSupportedException NoContext() => new(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    /// <summary>What happens once the constructor and the runtime's injections are through.</summary>
    internal virtual void OnIncarnated()
    {
    }

    /// <summary>Keeps Self usable when the context is gone.</summary>
    internal void Clear(IActorRef self) => _clearedSelf = self;

    /// <summary>No longer cleared: a producer gave the same instance again.</summary>
    internal void Unclear() => _clearedSelf = null;

    /// <summary>Around the handling of each message.</summary>
    protected internal virtual bool AroundReceive(Receive receive, object message)
    {
        var handled = receive(message);
        if (!handled)
            Unhandled(message);
        return handled;
    }

    /// <summary>Handles a message; false says that it does not.</summary>
    protected abstract bool Receive(object message);

    /// <summary>
    /// Called for messages that are not handled: publishes <see cref="UnhandledMessage"/>, but fails on <see cref="Terminated"/>.
    /// </summary>
    /// <exception cref="DeathPactException">The message is a <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        var system = Context.System;
        system.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
        if (system.Settings.DebugUnhandledMessage)
            system.EventStream.Publish(new Debug(Self.Path.ToString(), GetType(), $"Unhandled message from {Sender} : {message}"));
    }

    /// <summary>Handles messages with another behaviour from now on.</summary>
    protected void Become(Receive receive) => Context.Become(receive);

    /// <summary>Handles messages with another behaviour until <see cref="UnbecomeStacked"/>.</summary>
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    /// <summary>Back to the behaviour before.</summary>
    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    /// <summary>Sets after how long without messages <see cref="ReceiveTimeout"/> comes; null is never.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    /// <summary>Called before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called after the last message.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Called on the failed instance, with the message at hand or null: stops the children and calls <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance: calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>What to do when children fail.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.DefaultStrategy;

    private void CancelTimers()
    {
        if (this is IWithTimers { Timers: TimerScheduler timers })
            timers.CancelAll();
    }
}
