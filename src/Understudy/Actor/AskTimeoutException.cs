namespace Akka.Actor;

/// <summary>No answer came in time (Akka.Actor.AskTimeoutException).</summary>
public class AskTimeoutException : AkkaException
{
    /// <summary>With a message.</summary>
    public AskTimeoutException(string? message)
        : base(message)
    {
    }
}
