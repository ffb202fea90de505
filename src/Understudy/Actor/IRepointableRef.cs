namespace Akka.Actor;

/// <summary>A reference that may start after it was made (Akka.Actor.IRepointableRef).</summary>
public interface IRepointableRef : IActorRefScope
{
    /// <summary>Whether it has started.</summary>
    bool IsStarted { get; }
}
