namespace Akka.Actor;

/// <summary>What an actor fails with when it gets <see cref="Kill"/> (Akka.Actor.ActorKilledException).</summary>
public class ActorKilledException : AkkaException
{
    /// <summary>Without a message.</summary>
    public ActorKilledException()
    {
    }

    /// <summary>With a message.</summary>
    public ActorKilledException(string? message)
        : base(message)
    {
    }
}
