namespace Akka.Actor;

/// <summary>An actor's death watches, in both directions.</summary>
internal sealed class DeathWatch
{
    /// <summary>Who is watched, with the message that was asked for instead of <see cref="Terminated"/>.</summary>
    public Dictionary<IActorRef, object?> Watching { get; } = [];

    /// <summary>Who watches.</summary>
    public HashSet<IActorRef> WatchedBy { get; } = [];

    /// <summary>Whose <see cref="Terminated"/> is in the mailbox; it is dropped there if the watch ends before its turn.</summary>
    public Dictionary<IActorRef, object?> Queued { get; } = [];
}
