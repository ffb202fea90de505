namespace ActorServer.Gateways.Describing;

/// <summary>What the pool as a whole is doing.</summary>
public enum PoolState
{
    /// <summary>No worker was ready yet.</summary>
    Starting,

    /// <summary>Requests are served, or would be.</summary>
    Serving,

    /// <summary>A new generation boots beside the one that serves.</summary>
    Reloading,

    /// <summary>Workers were ready once, and the application cannot be booted any more.</summary>
    Failing,

    /// <summary>Nothing new is taken.</summary>
    Draining,
}

/// <summary>The gateway's answer to <see cref="GatewayProtocol.Describe"/>.</summary>
/// <param name="State">What the pool is doing.</param>
/// <param name="Workers">How many workers there are.</param>
/// <param name="Ready">How many of them have a ready process.</param>
/// <param name="Busy">How many of these run a request.</param>
/// <param name="Queued">Requests that wait for a worker.</param>
/// <param name="OldestQueued">How long the oldest of them has waited; null when none waits.</param>
/// <param name="Shed">Requests refused since the start, by reason: <c>queue_full</c>, <c>waited_too_long</c>, <c>no_worker</c>, <c>draining</c>.</param>
/// <param name="Restarts">Processes that were followed by another one since the start, by reason.</param>
/// <param name="RestartsOf">The same of each worker, by its number from 1 and for all reasons together; empty when the workers were not asked for.</param>
/// <param name="LastFailure">The last process that failed early; null when none did.</param>
public sealed record PoolStatus(
    PoolState State,
    int Workers,
    int Ready,
    int Busy,
    int Queued,
    TimeSpan? OldestQueued,
    IReadOnlyDictionary<string, long> Shed,
    IReadOnlyDictionary<string, long> Restarts,
    IReadOnlyList<long> RestartsOf,
    BootFailure? LastFailure);

/// <summary>A process that could not be booted, or died just after.</summary>
/// <param name="At">When the gateway heard of it.</param>
/// <param name="Worker">Whose process it was.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Traceback">The application's traceback, or null.</param>
public sealed record BootFailure(DateTimeOffset At, int Worker, string Reason, string? Traceback);
