namespace Akka.Actor;

/// <summary>Something was asked of an actor in a state that does not allow it (Akka.Actor.IllegalActorStateException).</summary>
public class IllegalActorStateException : AkkaException
{
    /// <summary>With a message.</summary>
    public IllegalActorStateException(string? message)
        : base(message)
    {
    }
}
