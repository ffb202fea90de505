namespace Akka.Actor;

/// <summary>An exception as an answer (Akka.Actor.Failure).</summary>
public class Failure
{
    /// <summary>What was thrown.</summary>
    public Exception Exception { get; set; } = null!; // set by the initializer, as in the mirrored API

    /// <summary>When.</summary>
    public DateTime Timestamp { get; set; }
}
