namespace ActorServer.Server.Gateway;

/// <summary>Which of the free workers gets the next request.</summary>
public enum WorkerOrder
{
    /// <summary>The one that has been free for longest: work goes round, and every process stays warm.</summary>
    LongestFree,

    /// <summary>The one that has just become free: its memory is in the processor's caches, and of a large pool only a few slots are touched.</summary>
    LastFreed,
}
