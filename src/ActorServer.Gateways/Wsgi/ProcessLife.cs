using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <summary>What a worker keeps of one process: from its start to the end of its actor.</summary>
internal sealed class ProcessLife(long generation, IActorRef actor)
{
    public long Generation => generation;

    public IActorRef Actor => actor;

    public bool IsReady { get; set; }

    /// <summary>Ready for so long that its death is not an early one.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The gateway knows that it takes nothing more.</summary>
    public bool IsLost { get; set; }

    /// <summary>What is under way, the oldest first: the process has received that one, or will next.</summary>
    public List<Entry> Runs { get; } = [];

    public Entry? Find(long exchange) => Runs.Find(entry => entry.Run.Request.Exchange == exchange);

    /// <summary>One request under way.</summary>
    internal sealed class Entry(WorkerProtocol.Run run)
    {
        public WorkerProtocol.Run Run => run;

        /// <summary>Nobody waits for its answer any more.</summary>
        public bool IsAbandoned { get; set; }
    }
}
