namespace Akka.TestKit;

/// <summary>A pilot's answer "let me handle the next one too"; never a pilot itself (Akka.TestKit.KeepRunning).</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only instance.</summary>
    public static readonly KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("KeepRunning is an answer of AutoPilot.Run and cannot be set as the auto pilot.");
}
