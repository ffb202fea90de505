namespace Akka.Actor;

/// <summary>The new instance or its PostRestart failed (Akka.Actor.PostRestartException).</summary>
public class PostRestartException : ActorInitializationException
{
    /// <summary>With what failed now and what the restart was for.</summary>
    public PostRestartException(IActorRef? actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.Message ?? "no original cause"})", cause)
    {
        OriginalCause = originalCause!; // null only when the restart had no cause
    }

    /// <summary>Why the actor was restarted in the first place.</summary>
    public Exception OriginalCause { get; }
}
