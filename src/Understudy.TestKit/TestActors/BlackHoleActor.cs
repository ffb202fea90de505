namespace Akka.TestKit.TestActors;

/// <summary>Takes every message and does nothing (Akka.TestKit.TestActors.BlackHoleActor).</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>How it is made.</summary>
    public static Props Props { get; } = Props.Create<BlackHoleActor>();

    /// <inheritdoc/>
    protected override bool Receive(object message) => true;
}
