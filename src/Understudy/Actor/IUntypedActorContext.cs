namespace Akka.Actor;

/// <summary>The context of an <see cref="UntypedActor"/> (Akka.Actor.IUntypedActorContext).</summary>
public interface IUntypedActorContext : IActorContext
{
    /// <summary>Handles messages with another behaviour from now on.</summary>
    void Become(UntypedReceive receive);

    /// <summary>Handles messages with another behaviour until <see cref="IActorContext.UnbecomeStacked"/>.</summary>
    void BecomeStacked(UntypedReceive receive);
}
