namespace Akka.Actor;

/// <summary>A path below another (Akka.Actor.ChildActorPath).</summary>
public sealed class ChildActorPath : ActorPath
{
    /// <summary>Of the path above, the name and the unique id.</summary>
    public ChildActorPath(ActorPath parentPath, string name, long uid)
        : base(parentPath, name, uid)
    {
    }
}
