namespace Akka.Actor;

/// <summary>An actor with one method for all messages (Akka.Actor.UntypedActor).</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>What the actor sees of the runtime.</summary>
    protected static new IUntypedActorContext Context => ActorCell.Current ?? throw NoContext();

    /// <inheritdoc/>
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Handles a message, or calls <see cref="ActorBase.Unhandled"/>.</summary>
    protected abstract void OnReceive(object message);

    /// <summary>Runs the action as a task of the actor: no message is handled until it ends.</summary>
    protected void RunTask(Action action) => ActorTaskScheduler.RunTask(action);

    /// <summary>Runs the function as a task of the actor: no message is handled until its task ends.</summary>
    protected void RunTask(Func<Task> action) => ActorTaskScheduler.RunTask(action);

    /// <summary>Handles messages with another behaviour from now on.</summary>
    protected void Become(UntypedReceive receive) => Context.Become(receive);

    /// <summary>Handles messages with another behaviour until <see cref="ActorBase.UnbecomeStacked"/>.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);
}
