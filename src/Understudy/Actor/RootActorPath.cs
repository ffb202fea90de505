namespace Akka.Actor;

/// <summary>The top of a system's paths (Akka.Actor.RootActorPath).</summary>
public sealed class RootActorPath : ActorPath
{
    /// <summary>Of the system's address.</summary>
    public RootActorPath(Address address, string name = "/")
        : base(address, name)
    {
    }
}
