namespace Akka.Actor;

/// <summary>The message is null (Akka.Actor.InvalidMessageException).</summary>
public class InvalidMessageException : AkkaException
{
    /// <summary>Says that the message is null.</summary>
    public InvalidMessageException()
        : this("Message is null")
    {
    }

    /// <summary>With a message.</summary>
    public InvalidMessageException(string? message)
        : base(message)
    {
    }
}
