namespace Akka.Actor;

/// <summary>The parent of the top of the tree: when that has ended, so has the system.</summary>
internal sealed class TopRef(IActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _cause;

    public Task Ended => _ended.Task;

    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                _cause = failed.Cause;
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification when _cause is null:
                _ended.TrySetResult();
                break;
            case DeathWatchNotification:
                _ended.TrySetException(_cause!); // not null: the case above
                break;
            default:
                break; // Supervise: there is nobody to tell
        }
    }
}
