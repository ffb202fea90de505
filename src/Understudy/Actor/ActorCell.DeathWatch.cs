namespace Akka.Actor;

// Who is watched, and who watches.
public partial class ActorCell
{
    private DeathWatch? _watch;

    /// <inheritdoc/>
    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    /// <inheritdoc/>
    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Watch(subject, message);
    }

    /// <inheritdoc/>
    public IActorRef Unwatch(IActorRef subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (_watch is { } watch)
        {
            if (watch.Watching.Remove(subject))
                ((IInternalActorRef)subject).SendSystemMessage(new Unwatch((IInternalActorRef)subject, _self));
            watch.Queued.Remove(subject);
        }

        return subject;
    }

    /// <summary>Handles a queued <see cref="Terminated"/>, unless the actor is no longer watched.</summary>
    protected void ReceivedTerminated(Terminated t)
    {
        if (_watch is null || !_watch.Queued.Remove(t.ActorRef, out var custom))
            return;
        if (custom is not null)
            CurrentMessage = custom;
        ReceiveMessage(custom ?? t);
    }

    /// <summary>An actor has ended: queues <see cref="Terminated"/> if it is watched, and lets go of it if it is a child.</summary>
    protected void WatchedActorTerminated(IActorRef actor, bool existenceConfirmed, bool addressTerminated)
    {
        if (_watch is { } watch && watch.Watching.Remove(actor, out var custom) && !IsTerminating)
        {
            watch.Queued[actor] = custom;
            _self.Tell(new Terminated(actor, existenceConfirmed, addressTerminated), actor);
        }

        if (_children is { } children && children.Contains(actor))
            HandleChildTerminated(children, actor);
    }

    /// <summary>Tells the watchers, other than the parent, that this actor has ended.</summary>
    protected void TellWatchersWeDied()
    {
        if (_watch is not { } watch)
            return;
        foreach (var watcher in watch.WatchedBy)
        {
            // The parent is told anyway. One message object never goes to two actors: it is its own node in their queues.
            if (!watcher.Equals(_parent))
                ((IInternalActorRef)watcher).SendSystemMessage(new DeathWatchNotification(_self, true, false));
        }

        watch.WatchedBy.Clear();
    }

    /// <summary>Ends all watching, so that no <see cref="Terminated"/> becomes a dead letter.</summary>
    protected void UnwatchWatchedActors(ActorBase? actor)
    {
        if (_watch is not { } watch)
            return;
        foreach (var watched in watch.Watching.Keys)
            ((IInternalActorRef)watched).SendSystemMessage(new Unwatch((IInternalActorRef)watched, _self));
        watch.Watching.Clear();
        watch.Queued.Clear();
    }

    /// <summary>Somebody watches this actor; or somebody wants this actor to watch another.</summary>
    protected void AddWatcher(IActorRef watchee, IActorRef watcher)
    {
        var isWatchee = watchee.Equals(_self);
        var isWatcher = watcher.Equals(_self);
        if (isWatchee && !isWatcher)
        {
            (_watch ??= new DeathWatch()).WatchedBy.Add(watcher);
            PublishLifecycle($"now watched by {watcher}");
        }
        else if (!isWatchee && isWatcher)
        {
            Watch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), ActorType, $"BUG: illegal Watch({watchee},{watcher}) for {_self}"));
        }
    }

    /// <summary>Somebody watches this actor no longer; or somebody wants this actor to watch another no longer.</summary>
    protected void RemWatcher(IActorRef watchee, IActorRef watcher)
    {
        var isWatchee = watchee.Equals(_self);
        var isWatcher = watcher.Equals(_self);
        if (isWatchee && !isWatcher)
        {
            _watch?.WatchedBy.Remove(watcher);
            PublishLifecycle($"no longer watched by {watcher}");
        }
        else if (!isWatchee && isWatcher)
        {
            Unwatch(watchee);
        }
        else
        {
            Publish(new Warning(_self.Path.ToString(), ActorType, $"BUG: illegal Unwatch({watchee},{watcher}) for {_self}"));
        }
    }

    private IActorRef Watch(IActorRef subject, object? message)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (subject.Equals(_self))
            return subject;
        var known = (IInternalActorRef)subject;
        if ((_watch ??= new DeathWatch()).Watching.TryAdd(subject, message))
            known.SendSystemMessage(new Watch(known, _self));
        return subject;
    }
}
