using Akka.Actor;

namespace ActorServer.Gateways;

/// <summary>
/// Work-pulling between the gateway and its workers: a worker announces its places, the gateway fills them, the worker gives each back.
/// A generation is one life of a worker's process; a message of another generation is stale and ignored, so a count can never drift.
/// </summary>
public static partial class WorkerProtocol
{
    /// <summary>Worker → gateway: a process is ready; all my places are free.</summary>
    /// <param name="Worker">The worker's number, from 1.</param>
    /// <param name="Generation">Grows with each process of this worker, over restarts of the worker too.</param>
    /// <param name="Places">How many requests the worker takes; <paramref name="Width"/> or more: what is beyond waits in its channel.</param>
    /// <param name="Width">How many of them run at the same time; 1 or more.</param>
    public sealed record Ready(int Worker, long Generation, int Places, int Width = 1);

    /// <summary>Gateway → worker: run this request. The worker answers to the connection, and to the gateway with <see cref="Finished"/> or <see cref="Returned"/>.</summary>
    /// <param name="Request">The request.</param>
    /// <param name="Connection">Who gets the answer.</param>
    /// <param name="Generation">The generation whose place it takes.</param>
    public sealed record Run(GatewayRequest Request, IActorRef Connection, long Generation);

    /// <summary>Worker → gateway: the request is over, one place is free again.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Generation">The generation whose place is free.</param>
    /// <param name="Exchange">The exchange.</param>
    public sealed record Finished(int Worker, long Generation, long Exchange);

    /// <summary>Gateway → worker: what your process has not received yet could run elsewhere: give it back with <see cref="Returned"/>, the youngest first.</summary>
    /// <param name="Generation">The generation that is meant.</param>
    public sealed record TakeBack(long Generation);

    /// <summary>Worker → gateway: the request never reached a process; give it to another worker, before those that wait.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Generation">The generation whose place it had.</param>
    /// <param name="Request">The request, untouched.</param>
    /// <param name="Connection">Who gets the answer.</param>
    public sealed record Returned(int Worker, long Generation, GatewayRequest Request, IActorRef Connection);

    /// <summary>Worker → gateway: no process is ready; send nothing until the next <see cref="Ready"/>.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Generation">The generation that is gone.</param>
    public sealed record Lost(int Worker, long Generation);

    /// <summary>Worker → gateway: a process died or failed before it was ready. The worker tries again after its back-off.</summary>
    /// <param name="Worker">The worker's number.</param>
    /// <param name="Reason">One sentence that names the cause.</param>
    /// <param name="Traceback">The application's traceback, or null when there is none.</param>
    public sealed record BootFailed(int Worker, string Reason, string? Traceback);

    /// <summary>Gateway → worker: end your processes, let what is under way finish within their stop time, then stop yourself. The gateway watches.</summary>
    public sealed record Shutdown
    {
        /// <summary>The one value.</summary>
        public static readonly Shutdown Instance = new();
    }
}
