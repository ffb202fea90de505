namespace Akka.Actor;

/// <summary>Makes the actor fail with <see cref="ActorKilledException"/> (Akka.Actor.Kill).</summary>
public sealed class Kill : IAutoReceivedMessage, IPossiblyHarmful
{
    private Kill()
    {
    }

    /// <summary>The only instance.</summary>
    public static Kill Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "<Kill>";
}
