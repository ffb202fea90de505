namespace Akka.Actor;

/// <summary>The name is not allowed or is taken (Akka.Actor.InvalidActorNameException).</summary>
public class InvalidActorNameException : AkkaException
{
    /// <summary>With a message.</summary>
    public InvalidActorNameException(string? message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public InvalidActorNameException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
