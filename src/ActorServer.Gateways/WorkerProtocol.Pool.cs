namespace ActorServer.Gateways;

/// <content>
/// What concerns the processes and not the requests: deaths, by which the gateway sees that the whole pool fails, and renewals, by which processes are
/// followed by new ones without a request's loss. Workers that have no process of their own are told none of it.
/// </content>
public static partial class WorkerProtocol
{
    /// <summary>Worker → gateway: a process has been ready for so long that its death will not be an early one.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Generation">The generation.</param>
    public sealed record Settled(int Worker, long Generation);

    /// <summary>Worker → gateway: a process died after it was ready and before it was settled. The worker tries again after its back-off, unless it is held.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Reason">One sentence that names the cause.</param>
    /// <param name="Traceback">The application's traceback, or null when there is none.</param>
    public sealed record DiedEarly(int Worker, string Reason, string? Traceback);

    /// <summary>Worker → gateway: a process has been started in place of another one, or has taken its place. Counted, no more.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Restarted(int Worker, RestartReason Reason);

    /// <summary>Gateway → worker: the pool fails; start no process by yourself. What runs goes on.</summary>
    public sealed record Hold
    {
        /// <summary>The one value.</summary>
        public static readonly Hold Instance = new();
    }

    /// <summary>Gateway → held worker: start one process, if you have none.</summary>
    public sealed record TryStart
    {
        /// <summary>The one value.</summary>
        public static readonly TryStart Instance = new();
    }

    /// <summary>Gateway → held worker: start a process if you have none, and by yourself from now on.</summary>
    public sealed record Release
    {
        /// <summary>The one value.</summary>
        public static readonly Release Instance = new();
    }

    /// <summary>Worker → gateway: my process should be followed by a new one. Answered by <see cref="Prepare"/> when it is this worker's turn; a reload that comes first makes it void.</summary>
    /// <param name="Worker">The worker's number.</param>
    public sealed record RenewalWanted(int Worker);

    /// <summary>Gateway → worker: start a process beside the one that serves. Answered by <see cref="Prepared"/> or <see cref="NotPrepared"/>; one is under way at most.</summary>
    /// <param name="Renewal">Names this renewal; never used twice.</param>
    /// <param name="Batch">The new state of the application's code for a reload; null for the state that serves.</param>
    public sealed record Prepare(long Renewal, long? Batch);

    /// <summary>Worker → gateway: the next process is ready and waits for <see cref="Commit"/> or <see cref="Rollback"/>.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Renewal">The renewal.</param>
    public sealed record Prepared(int Worker, long Renewal);

    /// <summary>Worker → gateway: there is no next process: it died before or after it was prepared, or is not wanted any more.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Renewal">The renewal.</param>
    /// <param name="Reason">One sentence that names the cause.</param>
    /// <param name="Traceback">The application's traceback, or null when there is none.</param>
    public sealed record NotPrepared(int Worker, long Renewal, string Reason, string? Traceback);

    /// <summary>Gateway → worker: the next process serves from now on: announce it with <see cref="Ready"/>; the one before finishes what it runs and leaves. A reload releases a held worker.</summary>
    /// <param name="Renewal">The renewal.</param>
    /// <param name="Batch">Of a reload, the batch that serves from now on; else null.</param>
    public sealed record Commit(long Renewal, long? Batch);

    /// <summary>Gateway → worker: end the next process; the one that serves goes on.</summary>
    /// <param name="Renewal">The renewal.</param>
    /// <param name="Batch">Of a reload, the batch that is given up; else null.</param>
    public sealed record Rollback(long Renewal, long? Batch);
}
