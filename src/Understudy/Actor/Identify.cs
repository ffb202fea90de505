namespace Akka.Actor;

/// <summary>Asks an actor for its reference; every actor answers with <see cref="ActorIdentity"/> (Akka.Actor.Identify).</summary>
public sealed class Identify : IAutoReceivedMessage, INotInfluenceReceiveTimeout
{
    /// <summary>With an id that comes back in the answer.</summary>
    public Identify(object? messageId) => MessageId = messageId!; // null is allowed by the mirrored API

    /// <summary>What tells the answers apart.</summary>
    public object MessageId { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Identify other && Equals(MessageId, other.MessageId);

    /// <inheritdoc/>
    public override int GetHashCode() => MessageId?.GetHashCode() ?? 0;

    /// <inheritdoc/>
    public override string ToString() => $"<Identify>: {MessageId}";
}
