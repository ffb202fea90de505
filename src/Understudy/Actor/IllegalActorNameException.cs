namespace Akka.Actor;

/// <summary>A name in a deployment is not allowed (Akka.Actor.IllegalActorNameException).</summary>
public class IllegalActorNameException : AkkaException
{
    /// <summary>With a message.</summary>
    public IllegalActorNameException(string? message)
        : base(message)
    {
    }
}
