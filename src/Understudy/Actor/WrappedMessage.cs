namespace Akka.Actor;

/// <summary>Finds the message inside wrappings (Akka.Actor.WrappedMessage).</summary>
public static class WrappedMessage
{
    /// <summary>The innermost message.</summary>
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped)
            message = wrapped.Message;
        return message;
    }
}
