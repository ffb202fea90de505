namespace ActorServer.Http;

/// <summary>Every reason a request is refused or fails; the one table maps each to status, sentence and clause.</summary>
public enum Refusal
{
    /// <summary>Placeholder of the skeleton.</summary>
    QueueFull,
}
