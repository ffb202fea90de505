namespace Akka.Actor;

/// <summary>A bounded stash is full (Akka.Actor.StashOverflowException).</summary>
public class StashOverflowException : AkkaException
{
    /// <summary>With a message and a cause.</summary>
    public StashOverflowException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
