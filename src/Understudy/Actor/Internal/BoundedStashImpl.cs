namespace Akka.Actor.Internal;

/// <summary>A stash with the bound of the actor's deployment (Akka.Actor.Internal.BoundedStashImpl).</summary>
public class BoundedStashImpl : AbstractStash
{
    /// <summary>Of the actor's context.</summary>
    public BoundedStashImpl(IActorContext context)
        : base(context)
    {
    }
}
