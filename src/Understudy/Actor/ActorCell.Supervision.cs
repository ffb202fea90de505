using System.Runtime.ExceptionServices;

namespace Akka.Actor;

// What this actor does as a supervisor.
public partial class ActorCell
{
    private void HandleFailed(Failed failed)
    {
        CurrentMessage = failed;
        _sender = failed.Child;
        var stats = _children?.StatsOf(failed.Child);
        if (stats is null || stats.Uid != failed.Uid)
        {
            // It was stopped in the meantime, and perhaps made anew.
            Publish(new Debug(_self.Path.ToString(), ActorType, $"Dropping Failed({failed.Cause}) from unknown child {failed.Child}"));
        }
        else if (_actor is not { } actor)
        {
            Stop(failed.Child);
        }
        else if (!actor.StrategyForChildren.HandleFailure(this, failed.Child, failed.Cause, stats, _children!.AllStats())) // stats came from it
        {
            ExceptionDispatchInfo.Throw(failed.Cause);
        }

        CurrentMessage = null!; // null says that none is handled
    }

    private void HandleChildTerminated(ActorChildren children, IActorRef child)
    {
        var (reason, cause) = children.Remove(child);
        if (_actor is { } actor)
        {
            try
            {
                actor.StrategyForChildren.HandleChildTerminated(this, child, children.Later());
            }
            catch (Exception e)
            {
                PublishError(e, "HandleChildTerminated failed");
                HandleInvokeFailure(e, null);
            }
        }

        switch (reason)
        {
            case ChildrenWait.Recreation:
                FinishRecreate(cause!); // set together with the reason
                break;
            case ChildrenWait.Creation:
                FinishCreate();
                break;
            case ChildrenWait.Termination:
                FinishTerminate();
                break;
            default:
                break; // nothing waited for it
        }
    }
}
