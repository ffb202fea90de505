namespace Akka.Actor;

/// <summary>An actor could not be built or started (Akka.Actor.ActorInitializationException).</summary>
public class ActorInitializationException : AkkaException
{
    /// <summary>Without a message.</summary>
    public ActorInitializationException()
    {
    }

    /// <summary>With a message.</summary>
    public ActorInitializationException(string? message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    public ActorInitializationException(string? message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>With the actor it happened to.</summary>
    public ActorInitializationException(IActorRef? actor, string? message, Exception? cause = null)
        : base(message, cause)
    {
        Actor = actor!; // null only where the mirrored API allows it too
    }

    /// <summary>The actor that could not be initialized.</summary>
    public IActorRef Actor { get; set; } = null!; // set by the constructor that knows the actor

    /// <inheritdoc/>
    public override string ToString() => Actor is null ? base.ToString() : Actor + ": " + base.ToString();
}
