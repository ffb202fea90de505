namespace Akka.Actor;

/// <summary>The reference that leads to no actor (Akka.Actor.Nobody).</summary>
public sealed class Nobody : MinimalActorRef
{
    /// <summary>The only instance.</summary>
    public static readonly Nobody Instance = new();

    private readonly ActorPath _path = new RootActorPath(Address.AllSystems) / "Nobody";

    private Nobody()
    {
    }

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody does not provide.");
}
