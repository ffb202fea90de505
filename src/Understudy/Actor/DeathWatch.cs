namespace Akka.Actor;

/// <summary>An actor's death watches, in both directions.</summary>
internal sealed class DeathWatch
{
    // Each is made with its first entry: an actor that is only watched has one of the three.
    private Dictionary<IActorRef, object?>? _watching;
    private HashSet<IActorRef>? _watchedBy;
    private Dictionary<IActorRef, object?>? _queued;

    /// <summary>Who is watched, with the message that was asked for instead of <see cref="Terminated"/>.</summary>
    public Dictionary<IActorRef, object?> Watching => _watching ??= [];

    /// <summary>Who watches.</summary>
    public HashSet<IActorRef> WatchedBy => _watchedBy ??= [];

    /// <summary>Whose <see cref="Terminated"/> is in the mailbox; it is dropped there if the watch ends before its turn.</summary>
    public Dictionary<IActorRef, object?> Queued => _queued ??= [];
}
