using System.Diagnostics;
using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <summary>What a worker keeps of one process: from its start to the end of its actor.</summary>
/// <param name="generation">A number that no process had before.</param>
/// <param name="batch">The state of the application's code that it was started from.</param>
/// <param name="actor">Its actor.</param>
/// <param name="maxRequests">After so many answers it should be replaced.</param>
internal sealed class ProcessLife(long generation, long batch, IActorRef actor, int maxRequests)
{
    public long Generation => generation;

    public long Batch => batch;

    public IActorRef Actor => actor;

    public bool IsReady { get; set; }

    /// <summary>Ready for so long that its death is not an early one.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The gateway knows of it; it does not of one that is prepared.</summary>
    public bool IsAnnounced { get; set; }

    /// <summary>The gateway knows that it takes nothing more.</summary>
    public bool IsLost { get; set; }

    /// <summary>It leaves when the last of its requests is over.</summary>
    public bool IsDraining { get; set; }

    /// <summary>The process id; 0 before it is ready.</summary>
    public int Pid { get; set; }

    /// <summary>Why it should be replaced by a new one; null while it need not.</summary>
    public RestartReason? Wear { get; set; }

    /// <summary>How often its replacement has failed.</summary>
    public int FailedRenewals { get; set; }

    /// <summary>How many requests it has answered.</summary>
    public int Served { get; private set; }

    /// <summary>A request is over its time; the process is being killed.</summary>
    public bool IsStuck { get; set; }

    /// <summary>When it was started, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Since { get; } = Stopwatch.GetTimestamp();

    /// <summary>What is under way, the oldest first.</summary>
    public List<Entry> Runs { get; } = [];

    /// <summary>One more answer.</summary>
    /// <returns>True when it has given as many as it should.</returns>
    public bool Serve() => ++Served >= maxRequests;

    public Entry? Find(long exchange)
    {
        // Not List.Find: every answer would make a closure.
        foreach (var entry in Runs)
        {
            if (entry.Run.Request.Exchange == exchange)
                return entry;
        }

        return null;
    }

    /// <summary>One request under way.</summary>
    internal sealed class Entry(WorkerProtocol.Run run)
    {
        public WorkerProtocol.Run Run => run;

        /// <summary>When the worker got it, as a timestamp of <see cref="Stopwatch"/>.</summary>
        public long Since { get; } = Stopwatch.GetTimestamp();

        /// <summary>Nobody waits for its answer any more.</summary>
        public bool IsAbandoned { get; set; }
    }
}
