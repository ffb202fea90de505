namespace Akka.Actor;

/// <summary>What a supervisor does about its children's failures (Akka.Actor.SupervisorStrategy).</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Stops a child that could not be built, was killed or broke a death pact; restarts it otherwise.</summary>
    public static readonly IDecider DefaultDecider = Akka.Actor.Decider.From(
        Directive.Escalate,
        Directive.Stop.When<ActorInitializationException>(),
        Directive.Stop.When<ActorKilledException>(),
        Directive.Stop.When<DeathPactException>(),
        Directive.Restart.When<Exception>());

    /// <summary>Each child on its own, by the default decider.</summary>
    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    /// <summary>Each child on its own; every failure stops it.</summary>
    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    /// <summary>What decides.</summary>
    public abstract IDecider Decider { get; }

    /// <summary>Whether failures are logged.</summary>
    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>Called when a child has ended.</summary>
    public abstract void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children);

    /// <summary>Restarts or stops the children that the strategy is about.</summary>
    public abstract void ProcessFailure(
        IActorContext context,
        bool restart,
        IActorRef child,
        Exception cause,
        ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children);

    /// <summary>Does what the decider says; false when the failure is escalated.</summary>
    public bool HandleFailure(
        ActorCell actorCell,
        IActorRef child,
        Exception cause,
        ChildRestartStats failedChildStats,
        IReadOnlyCollection<ChildRestartStats> allChildren)
    {
        var directive = Handle(child, cause);
        LogFailure(actorCell, child, cause, directive);
        switch (directive)
        {
            case Directive.Escalate:
                return false;
            case Directive.Resume:
                ResumeChild(child, cause);
                return true;
            case Directive.Restart:
                ProcessFailure(actorCell, true, child, cause, failedChildStats, allChildren);
                return true;
            case Directive.Stop:
                ProcessFailure(actorCell, false, child, cause, failedChildStats, allChildren);
                return true;
            default:
                throw new NotSupportedException($"Unknown directive {directive}");
        }
    }

    /// <summary>The directive for the exception.</summary>
    protected abstract Directive Handle(IActorRef child, Exception exception);

    /// <summary>Restarts a child.</summary>
    protected void RestartChild(IActorRef child, Exception cause, bool suspendFirst)
    {
        var known = (IInternalActorRef)child;
        if (suspendFirst)
            known.Suspend();
        known.Restart(cause);
    }

    /// <summary>Lets a child go on.</summary>
    protected void ResumeChild(IActorRef child, Exception exception) => ((IInternalActorRef)child).Resume(exception);

    /// <summary>Logs the failure as the directive deserves: a warning for resume, an error for restart and stop.</summary>
    protected virtual void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (!LoggingEnabled)
            return;
        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        var source = child.Path.ToString();
        switch (directive)
        {
            case Directive.Resume:
                context.System.EventStream.Publish(new Warning(cause, source, GetType(), message));
                return;
            case Directive.Escalate:
                return; // whoever decides in the end will log it
            default:
                context.System.EventStream.Publish(new Error(cause, source, GetType(), message));
                return;
        }
    }

    private protected static int Milliseconds(TimeSpan? within) =>
        within is { } time && time != Timeout.InfiniteTimeSpan ? (int)time.TotalMilliseconds : -1;
}
