namespace Akka.Actor;

/// <summary>A selection matched no living actor in time (Akka.Actor.ActorNotFoundException).</summary>
public class ActorNotFoundException : AkkaException
{
    /// <summary>Without a message.</summary>
    public ActorNotFoundException()
    {
    }

    /// <summary>With a message and a cause.</summary>
    public ActorNotFoundException(string? message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
