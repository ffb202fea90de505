namespace Akka.Actor;

// Failure, restart, suspension and end. The order of the steps is what the guarantees rest on.
public partial class ActorCell
{
    // Who made this actor fail: itself or a child; null when it has not failed.
    private IActorRef? _failed;

    private void FaultSuspend()
    {
        Dispatcher.Suspend(this);
        SuspendChildren(null);
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            PublishError(null, "Changing Resume into Create after " + causedByFailure);
            FaultCreate();
            return;
        }

        var perpetrator = _failed;
        // Always, to keep the count of suspensions balanced.
        Dispatcher.Resume(this);
        if (causedByFailure is not null)
            _failed = null;
        ResumeChildren(causedByFailure, perpetrator);
    }

    private void FaultCreate()
    {
        ClearReceiveTimeout();
        StopChildren();
        if (!WaitForChildren(ChildrenWait.Creation))
            FinishCreate();
    }

    private void FinishCreate()
    {
        Dispatcher.Resume(this);
        _failed = null;
        try
        {
            CreateActor(null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e, null);
        }
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is not { } failedActor)
        {
            PublishError(null, "Changing Recreate into Create after " + cause);
            FaultCreate();
            return;
        }

        if (!IsNormal)
        {
            FaultResume(null); // keeps the count of suspensions balanced
            return;
        }

        PublishLifecycle("Restarting");
        var message = CurrentMessage;
        try
        {
            failedActor.AroundPreRestart(cause, message);
            UnstashAll(failedActor);
        }
        catch (Exception e)
        {
            // Nothing can be done about a failure in PreRestart but to tell.
            PublishError(new PreRestartException(_self, e, cause, message), e.Message);
        }
        finally
        {
            ClearActor(failedActor);
        }

        if (!WaitForChildren(ChildrenWait.Recreation, cause))
            FinishRecreate(cause);
    }

    private void FinishRecreate(Exception cause)
    {
        // Those that the new instance makes are not restarted with it.
        var survivors = GetChildren();
        var failedActor = _actor;
        try
        {
            Dispatcher.Resume(this);
            _failed = null;
            CurrentMessage = null!; // null says that none is handled
            var actor = NewActor();
            _actor = actor; // before PostRestart has a chance to fail
            actor.AroundPostRestart(cause, null!); // overriders take null, as in the mirrored API
            if (_receiveTimeout is not null)
                CheckReceiveTimeout();
            PublishLifecycle($"Restarted ({actor})");
            foreach (var child in survivors)
                child.Restart(cause);
        }
        catch (Exception e)
        {
            if (_actor is not null && !ReferenceEquals(_actor, failedActor))
                ClearActor(_actor); // so that PreRestart is not called again
            HandleInvokeFailure(new PostRestartException(_self, e, cause), [.. survivors]);
        }
    }

    private void TerminateSelf()
    {
        ClearReceiveTimeout();
        UnwatchWatchedActors(_actor);
        StopChildren();
        var wasTerminating = IsTerminating;
        if (!WaitForChildren(ChildrenWait.Termination))
        {
            Children().Close();
            FinishTerminate();
        }
        else if (!wasTerminating)
        {
            // No message is handled while the children end, and no failure is told to the supervisor.
            Dispatcher.Suspend(this);
            _failed = _self;
            PublishLifecycle("Stopping");
        }
    }

    /// <summary>A parent that is a watcher too needs the child's end before Terminated: that is the order here.</summary>
    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            if (actor is not null)
            {
                CurrentMessage = null!; // null says that none is handled
                actor.AroundPostStop();
                UnstashAll(actor);
            }
        }
        catch (Exception e)
        {
            PublishError(e, e.Message);
        }

        Dispatcher.Detach(this);
        _parent.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
        TellWatchersWeDied();
        UnwatchWatchedActors(actor); // again: an emergency stop comes here directly
        PublishLifecycle("Stopped");
        ClearActor(actor);
        _actor = null;
        _sender = null;
    }

    /// <summary>Suspends the actor and its children and asks the supervisor what to do.</summary>
    private void HandleInvokeFailure(Exception cause, IReadOnlyCollection<IActorRef>? childrenNotToSuspend)
    {
        if (_failed is not null || IsTerminated)
            return;
        try
        {
            Dispatcher.Suspend(this);
            if (CurrentMessage is Failed fromChild)
            {
                _failed = fromChild.Child;
                SuspendChildren([.. childrenNotToSuspend ?? [], fromChild.Child]);
            }
            else
            {
                _failed = _self;
                SuspendChildren(childrenNotToSuspend);
            }

            _parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception e)
        {
            PublishError(e, "Emergency stop: exception in failure handling for " + cause);
            StopChildren();
            FinishTerminate();
        }
    }

    private static void UnstashAll(ActorBase actor)
    {
        if (actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
    }
}
