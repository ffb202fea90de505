namespace Akka.Actor;

/// <summary>PreRestart itself failed (Akka.Actor.PreRestartException).</summary>
public class PreRestartException : ActorInitializationException
{
    /// <summary>With both failures and the message that was in hand.</summary>
    public PreRestartException(IActorRef? actor, Exception restartException, Exception cause, object? optionalMessage)
        : base(actor, $"PreRestart failed; the restart was caused by {cause?.Message}", cause)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage!; // null when no message was in hand, as in the mirrored API
    }

    /// <summary>What PreRestart threw.</summary>
    public Exception RestartException { get; }

    /// <summary>The message whose handling caused the restart, or null.</summary>
    public object OptionalMessage { get; }
}
