namespace ActorServer.Gateways;

/// <summary>Why a worker's process is followed by another one.</summary>
public enum RestartReason
{
    /// <summary>It died, or never came to be ready.</summary>
    Death,

    /// <summary>It was stuck in a request.</summary>
    Stuck,

    /// <summary>It has answered its number of requests.</summary>
    MaxRequests,

    /// <summary>It has served for its time.</summary>
    MaxLifetime,

    /// <summary>It has come to hold more memory than it may.</summary>
    MaxRss,

    /// <summary>The application was loaded anew.</summary>
    Reload,
}
