namespace Akka.Actor;

/// <summary>Watches one actor from outside any actor: its task ends with the actor.</summary>
internal sealed class EndOfActorRef : MinimalActorRef, IDisposable
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IInternalActorRef _watched;
    private readonly ActorPath _path;

    public EndOfActorRef(IInternalActorRef watched)
    {
        _watched = watched;
        _path = watched.Provider.TempPath();
        watched.Provider.RegisterTempActor(this, _path);
        watched.SendSystemMessage(new Watch(watched, this));
    }

    /// <summary>Whether the actor had existed.</summary>
    public Task<bool> Ended => _ended.Task;

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider => _watched.Provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification notification && notification.Actor.Equals(_watched))
            _ended.TrySetResult(notification.ExistenceConfirmed);
    }

    public void Dispose()
    {
        Provider.UnregisterTempActor(_path);
        if (!_ended.Task.IsCompleted)
            _watched.SendSystemMessage(new Unwatch(_watched, this));
    }
}
