namespace Akka.Actor;

/// <summary>Equality, order and the null check of every reference (Akka.Actor.ActorRefBase).</summary>
public abstract class ActorRefBase : IActorRef
{
    /// <inheritdoc/>
    public abstract ActorPath Path { get; }

    /// <inheritdoc/>
    public void Tell(object message, IActorRef? sender)
    {
        if (message is null)
            throw new InvalidMessageException();
        TellInternal(message, sender!); // overriders take null for "no sender", as in the mirrored API
    }

    /// <summary>Delivers a message that is not null; the sender may be.</summary>
    protected abstract void TellInternal(object message, IActorRef sender);

    /// <inheritdoc/>
    public override string ToString() => $"[{Path.ToStringWithUid()}]";

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is IActorRef other && Equals(other));

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode() ^ (int)Path.Uid;

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) =>
        ReferenceEquals(this, other) || (other is not null && Path.Uid == other.Path.Uid && Path.Equals(other.Path));

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        IActorRef other => CompareTo(other),
        _ => throw new ArgumentException($"Object must be of type IActorRef, is {obj.GetType()}.", nameof(obj)),
    };

    /// <inheritdoc/>
    public int CompareTo(IActorRef? other)
    {
        if (other is null)
            return 1;
        var byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }
}
