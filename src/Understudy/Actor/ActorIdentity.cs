namespace Akka.Actor;

/// <summary>The answer to <see cref="Identify"/> (Akka.Actor.ActorIdentity).</summary>
public sealed class ActorIdentity
{
    /// <summary>With the id of the question and the actor, or null when there is none.</summary>
    public ActorIdentity(object? messageId, IActorRef? subject)
    {
        MessageId = messageId!; // null is allowed by the mirrored API
        Subject = subject!;     // null says that there is no such actor
    }

    /// <summary>The id of the question.</summary>
    public object MessageId { get; }

    /// <summary>The actor, or null.</summary>
    public IActorRef Subject { get; }

    /// <inheritdoc/>
    public override string ToString() => $"<ActorIdentity>: {Subject} - MessageId={MessageId}";
}
