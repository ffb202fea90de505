using SysMsg = Akka.Dispatch.SysMsg;

namespace Akka.Actor;

// The handling of the runtime's messages, and of those that have to wait.
public partial class ActorCell
{
    // In the order in which more and more messages have to wait.
    private const int Normal = 0;
    private const int Suspended = 1;
    private const int WaitingForChildren = 2;

    private Queue<SystemMessage>? _waiting;

    /// <summary>Handles a message of the runtime, and then those that waited and need to wait no longer.</summary>
    internal void SystemInvoke(SystemMessage message)
    {
        var todo = new Queue<SystemMessage>();
        SystemMessage? current = message;
        var state = State();
        while (current is not null)
        {
            InvokeOne(current, state);
            var next = State();
            if (next < state && _waiting is { } released)
            {
                _waiting = null;
                while (released.TryDequeue(out var waited))
                    todo.Enqueue(waited);
            }

            state = next;
            if (IsTerminated)
                break;
            current = todo.TryDequeue(out var following) ? following : null;
        }

        while (todo.TryDequeue(out var left))
            _system.Provider.DeadLetters.Tell(left, _self);
    }

    /// <summary>What comes after an await sees the message that its handler began with.</summary>
    internal void ResumeHandling(object message) => CurrentMessage = message;

    /// <summary>A handler's task has ended: the next message may come.</summary>
    internal void FinishTask()
    {
        CurrentMessage = null!; // null says that none is handled
        Dispatcher.Resume(this);
        CheckReceiveTimeout();
    }

    private static bool HasToWait(SystemMessage message, int state) => state switch
    {
        WaitingForChildren => message is IStashWhenWaitingForChildren,
        Suspended => message is IStashWhenFailed,
        _ => false,
    };

    private int State() =>
        _children is { IsWaiting: true } ? WaitingForChildren : Mailbox.IsSuspended ? Suspended : Normal;

    private void InvokeOne(SystemMessage message, int state)
    {
        try
        {
            if (HasToWait(message, state))
                (_waiting ??= new Queue<SystemMessage>()).Enqueue(message);
            else
                Handle(message);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e, null);
        }
    }

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case ActorTask task:
                TaskScheduler.Execute(task.Task);
                break;
            case ActorTaskFailed failed:
                HandleTaskFailure(failed);
                break;
            case Failed failed:
                HandleFailed(failed);
                break;
            case DeathWatchNotification notification:
                WatchedActorTerminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated);
                break;
            case Create create:
                CreateActor(create.Failure);
                break;
            case Watch watch:
                AddWatcher(watch.Watchee, watch.Watcher);
                break;
            case Unwatch unwatch:
                RemWatcher(unwatch.Watchee, unwatch.Watcher);
                break;
            case Recreate recreate:
                FaultRecreate(recreate.Cause);
                break;
            case SysMsg.Suspend:
                FaultSuspend();
                break;
            case Resume resume:
                FaultResume(resume.CausedByFailure);
                break;
            case Terminate:
                TerminateSelf();
                break;
            case Supervise supervise:
                HandleSupervise(supervise.Child);
                break;
            default:
                throw new NotSupportedException($"Unknown system message {message.GetType().Name}");
        }
    }

    private void CreateActor(ActorInitializationException? failure)
    {
        if (failure is not null)
            throw failure;
        try
        {
            var actor = NewActor();
            _actor = actor;
            actor.AroundPreStart();
            if (_receiveTimeout is not null)
                CheckReceiveTimeout();
            PublishLifecycle($"Started ({actor})");
        }
        catch (Exception e)
        {
            if (_actor is not null)
            {
                ClearActor(_actor);
                _actor = null; // from here on it is known that the creation failed
            }

            throw new ActorInitializationException(_self, "Exception during creation", e);
        }
    }

    private void HandleTaskFailure(ActorTaskFailed failed)
    {
        CurrentMessage = failed.Message;
        HandleInvokeFailure(failed.Cause, null);
        // The task's own suspension ends; the failure's stays until the supervisor has decided.
        Dispatcher.Resume(this);
    }
}
