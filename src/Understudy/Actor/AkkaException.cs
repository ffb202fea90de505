namespace Akka.Actor;

/// <summary>The base of the runtime's own exceptions. Mirrors Akka.Actor.AkkaException.</summary>
public abstract class AkkaException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    protected AkkaException()
    {
    }

    /// <summary>An exception with its message and what caused it.</summary>
    protected AkkaException(string? message, Exception? cause = null) : base(message, cause)
    {
    }

    /// <summary>What caused it.</summary>
    protected Exception? Cause => InnerException;
}
