namespace Akka.Actor;

/// <summary>A logger did not start (Akka.Actor.LoggerInitializationException).</summary>
public class LoggerInitializationException : AkkaException
{
    /// <summary>Without a message.</summary>
    public LoggerInitializationException()
    {
    }

    /// <summary>With a message.</summary>
    public LoggerInitializationException(string? message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public LoggerInitializationException(string? message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
