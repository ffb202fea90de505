namespace Akka.Actor;

/// <summary>A reference with a cell behind it (Akka.Actor.ActorRefWithCell).</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    /// <summary>The cell.</summary>
    public abstract ICell Underlying { get; }

    /// <summary>The children that are alive.</summary>
    public abstract IEnumerable<IActorRef> Children { get; }

    /// <summary>The child of that name (which may end in #uid), or nobody.</summary>
    public abstract IInternalActorRef GetSingleChild(string name);
}
