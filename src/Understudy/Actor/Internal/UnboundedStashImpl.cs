namespace Akka.Actor.Internal;

/// <summary>A stash without a bound (Akka.Actor.Internal.UnboundedStashImpl).</summary>
public class UnboundedStashImpl : AbstractStash
{
    /// <summary>Of the actor's context.</summary>
    public UnboundedStashImpl(IActorContext context)
        : base(context)
    {
    }

    /// <inheritdoc/>
    public override int Capacity => -1;
}
