namespace Akka.Actor;

/// <summary>Tells references to this process's actors from others (Akka.Actor.IActorRefScope).</summary>
public interface IActorRefScope
{
    /// <summary>Whether the actor is in this process.</summary>
    bool IsLocal { get; }
}
