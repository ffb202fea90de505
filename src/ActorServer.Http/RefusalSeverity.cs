namespace ActorServer.Http;

/// <summary>How loudly the log tells of a refusal.</summary>
public enum RefusalSeverity
{
    /// <summary>One peer's misbehaviour: nobody needs to act.</summary>
    Debug,

    /// <summary>The server is degraded and heals itself.</summary>
    Warning,

    /// <summary>A person should look.</summary>
    Error,
}
