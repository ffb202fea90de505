namespace Akka.Dispatch.SysMsg;

/// <summary>The last entry of a closed queue: nothing is added after it (Akka.Dispatch.SysMsg.NoMessage).</summary>
public sealed class NoMessage : SystemMessage;

/// <summary>Builds the actor; the first message of every actor (Akka.Dispatch.SysMsg.Create).</summary>
public sealed class Create(ActorInitializationException? failure) : SystemMessage
{
    /// <summary>Why it cannot be built, or null.</summary>
    public ActorInitializationException Failure { get; } = failure!; // null says that nothing failed
}

/// <summary>Restarts the actor (Akka.Dispatch.SysMsg.Recreate).</summary>
public sealed class Recreate(Exception? cause) : SystemMessage
{
    /// <summary>Why.</summary>
    public Exception Cause { get; } = cause!; // null when a parent was restarted without a failure
}

/// <summary>Suspends the actor and its children (Akka.Dispatch.SysMsg.Suspend).</summary>
public sealed class Suspend : SystemMessage, IStashWhenWaitingForChildren;

/// <summary>Resumes the actor and its children (Akka.Dispatch.SysMsg.Resume).</summary>
public sealed class Resume(Exception? causedByFailure) : SystemMessage, IStashWhenWaitingForChildren
{
    /// <summary>The failure that is forgiven, or null.</summary>
    public Exception CausedByFailure { get; set; } = causedByFailure!; // null when nothing failed
}

/// <summary>Stops the actor (Akka.Dispatch.SysMsg.Terminate).</summary>
public sealed class Terminate : SystemMessage, IPossiblyHarmful, IDeadLetterSuppression
{
    /// <inheritdoc/>
    public override string ToString() => "<Terminate>";
}

/// <summary>Tells a parent that the child began to exist (Akka.Dispatch.SysMsg.Supervise).</summary>
public sealed class Supervise(IActorRef child, bool async) : SystemMessage
{
    /// <summary>The child.</summary>
    public IActorRef Child { get; } = child;

    /// <summary>Whether it starts on its own.</summary>
    public bool Async { get; } = async;
}

/// <summary>Begins a death watch (Akka.Dispatch.SysMsg.Watch).</summary>
public class Watch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    /// <summary>Who is watched.</summary>
    public IInternalActorRef Watchee { get; } = watchee;

    /// <summary>Who watches.</summary>
    public IInternalActorRef Watcher { get; } = watcher;

    /// <inheritdoc/>
    public override string ToString() => $"<Watch>: {Watcher} wants to watch {Watchee}";
}

/// <summary>Ends a death watch (Akka.Dispatch.SysMsg.Unwatch).</summary>
public sealed class Unwatch(IInternalActorRef watchee, IInternalActorRef watcher) : SystemMessage
{
    /// <summary>Who was watched.</summary>
    public IInternalActorRef Watchee { get; } = watchee;

    /// <summary>Who watched.</summary>
    public IInternalActorRef Watcher { get; } = watcher;

    /// <inheritdoc/>
    public override string ToString() => $"<Unwatch>: {Watcher} wants to unwatch {Watchee}";
}

/// <summary>Tells watchers and the parent that an actor has ended (Akka.Dispatch.SysMsg.DeathWatchNotification).</summary>
public sealed class DeathWatchNotification(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    : SystemMessage, IDeadLetterSuppression
{
    /// <summary>Who ended.</summary>
    public IActorRef Actor { get; } = actor;

    /// <summary>Whether it is known to have existed.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>Whether its whole system is gone.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    /// <inheritdoc/>
    public override string ToString() => $"<DeathWatchNotification>: {Actor} existence confirmed: {ExistenceConfirmed}";
}

/// <summary>Tells a parent that the child has failed (Akka.Dispatch.SysMsg.Failed).</summary>
public sealed class Failed(IActorRef child, Exception cause, long uid) : SystemMessage, IStashWhenFailed, IStashWhenWaitingForChildren
{
    /// <summary>The child.</summary>
    public IActorRef Child { get; } = child;

    /// <summary>What it threw.</summary>
    public Exception Cause { get; } = cause;

    /// <summary>The child's unique id: a failure of an earlier incarnation is not for this one.</summary>
    public long Uid { get; } = uid;

    /// <inheritdoc/>
    public override string ToString() => $"<Failed>: {Child} ({Uid}) {Cause}";
}

/// <summary>Runs a continuation of an actor's task in the actor (Akka.Dispatch.SysMsg.ActorTask).</summary>
public sealed class ActorTask(Task task) : SystemMessage
{
    /// <summary>What to run.</summary>
    public Task Task { get; } = task;
}

/// <summary>Asks a guardian to stop its child (Akka.Dispatch.SysMsg.StopChild).</summary>
public sealed class StopChild(IActorRef child)
{
    /// <summary>The child.</summary>
    public IActorRef Child { get; } = child;

    /// <inheritdoc/>
    public override string ToString() => $"<StopChild> {Child}";
}

/// <summary>Asks the system guardian to wait for the sender when the system ends (Akka.Dispatch.SysMsg.RegisterTerminationHook).</summary>
public sealed class RegisterTerminationHook
{
    /// <summary>The only instance.</summary>
    public static RegisterTerminationHook Instance { get; } = new();

    private RegisterTerminationHook()
    {
    }
}

/// <summary>Tells a termination hook that the users' actors have ended (Akka.Dispatch.SysMsg.TerminationHook).</summary>
public sealed class TerminationHook
{
    /// <summary>The only instance.</summary>
    public static TerminationHook Instance { get; } = new();

    private TerminationHook()
    {
    }
}

/// <summary>A termination hook's answer (Akka.Dispatch.SysMsg.TerminationHookDone).</summary>
public sealed class TerminationHookDone
{
    /// <summary>The only instance.</summary>
    public static TerminationHookDone Instance { get; } = new();

    private TerminationHookDone()
    {
    }
}

/// <summary>Waits in the cell while a restart or a creation waits for children.</summary>
internal interface IStashWhenWaitingForChildren;

/// <summary>Waits in the cell while the actor has failed and its parent has not decided yet.</summary>
internal interface IStashWhenFailed;
