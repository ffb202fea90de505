using Akka.Actor;
using ActorServer.Http;

namespace ActorServer.Gateways;

/// <summary>What the gateway (the router of workers) is told by connections, and what it answers.</summary>
public static class GatewayProtocol
{
    /// <summary>Connection → gateway: run this request. Answered by <see cref="Dispatched"/> and then the worker's parts, or by one <see cref="Refused"/>.</summary>
    /// <param name="Request">The request.</param>
    /// <param name="Connection">Who gets the answer.</param>
    public sealed record Submit(GatewayRequest Request, IActorRef Connection);

    /// <summary>
    /// Connection → gateway: nobody waits for this request any more, of whose answer nothing has come. It leaves the queue, or whoever has it is told to abandon it, in order behind the request;
    /// on its way back from a worker it is given to nobody. No answer.
    /// </summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Reason">What ended the wait.</param>
    /// <param name="Worker">Who had it when the connection last heard, or null: a process that is two older than the one that serves is known to its worker alone.</param>
    public sealed record Withdraw(long Exchange, AbandonReason Reason, IActorRef? Worker);

    /// <summary>Connection → gateway: the client has closed its side while its request runs. Its worker is told, in order behind the request. No answer.</summary>
    /// <param name="Exchange">The exchange.</param>
    public sealed record InputEnded(long Exchange);

    /// <summary>Gateway → connection: a worker has the request from now on.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Worker">Who takes <see cref="ExchangeProtocol.Credit"/> and <see cref="ExchangeProtocol.Abandon"/>.</param>
    /// <param name="WorkerNumber">The worker's number, from 1.</param>
    public sealed record Dispatched(long Exchange, IActorRef Worker, int WorkerNumber);

    /// <summary>Gateway → connection: nobody will run the request.</summary>
    /// <param name="Exchange">The exchange.</param>
    /// <param name="Reason">Queue full, waited too long, no worker, draining.</param>
    public sealed record Refused(long Exchange, Refusal Reason);

    /// <summary>Anybody → gateway: boot the application anew beside what runs, and switch when all of it is ready. The sender gets one <see cref="Reloaded"/>.</summary>
    public sealed record Reload
    {
        /// <summary>The one value.</summary>
        public static readonly Reload Instance = new();
    }

    /// <summary>Gateway → who asked: the new generation serves, or everything is as it was.</summary>
    /// <param name="IsDone">True when the new generation serves.</param>
    /// <param name="Message">One sentence: what serves now, or why nothing has changed.</param>
    /// <param name="Traceback">The application's traceback, or null.</param>
    public sealed record Reloaded(bool IsDone, string Message, string? Traceback);

    /// <summary>
    /// Anybody → gateway → workers: say what you are doing. The gateway answers with one <see cref="Describing.PoolStatus"/>, and each worker straight to the same
    /// receiver with one <see cref="Describing.WorkerStatus"/>.
    /// </summary>
    /// <param name="ReplyTo">Who gets the answers.</param>
    /// <param name="WithWorkers">False asks the gateway alone.</param>
    public sealed record Describe(IActorRef ReplyTo, bool WithWorkers = true);

    /// <summary>Program → gateway: end the pool. New requests are refused as draining; the gateway stops itself when its last worker has.</summary>
    public sealed record Stop
    {
        /// <summary>The one value.</summary>
        public static readonly Stop Instance = new();
    }
}
