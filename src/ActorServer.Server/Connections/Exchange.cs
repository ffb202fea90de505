using System.Diagnostics;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Spool;

namespace ActorServer.Server.Connections;

/// <summary>What a connection keeps of the one request under way. Mutable, owned by the connection actor.</summary>
internal sealed class Exchange(long number, string id, RequestHead head, RequestBodyBuffer? body, StreamedBody? streamed)
{
    public long Number => number;

    public string Id => id;

    public RequestHead Head => head;

    /// <summary>Who has asked: the connection's peer, or whom that passes on.</summary>
    public required TransportFacts Facts { get; init; }

    /// <summary>How many bytes of the path are where the application is mounted.</summary>
    public int RootLength { get; init; }

    /// <summary>What gathers the body before the request is submitted; null when it has none, or when it is not gathered.</summary>
    public RequestBodyBuffer? Body => body;

    /// <summary>A body that goes to the worker while it comes; else null.</summary>
    public StreamedBody? Streamed => streamed;

    /// <summary>Who runs it; null while it waits for a worker.</summary>
    public IActorRef? Worker { get; set; }

    public int WorkerNumber { get; set; }

    /// <summary>True when the metrics count it as active.</summary>
    public bool IsCounted { get; set; }

    /// <summary>When the router got it, as a timestamp of <see cref="Stopwatch"/>; 0 when it never did.</summary>
    public long SubmittedAt { get; set; }

    /// <summary>How long it waited for a worker or a refusal; by real time, as the duration that stands beside it in the log.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>The wait is over, for now: a request that a worker gives back waits again, and its wait counts from the beginning.</summary>
    public void EndWait() => Waited = Stopwatch.GetElapsedTime(SubmittedAt);
}
