using Akka.Actor;
using ActorServer.Http;
using ActorServer.Server.Spool;

namespace ActorServer.Server.Connections;

/// <summary>What a connection keeps of the one request under way. Mutable, owned by the connection actor.</summary>
internal sealed class Exchange(long number, string id, RequestHead head, RequestBodyBuffer? body)
{
    public long Number => number;

    public string Id => id;

    public RequestHead Head => head;

    /// <summary>Null when the request has no body.</summary>
    public RequestBodyBuffer? Body => body;

    /// <summary>Who runs it; null while it waits for a worker.</summary>
    public IActorRef? Worker { get; set; }

    public int WorkerNumber { get; set; }

    public TimeSpan Waited { get; set; }
}
