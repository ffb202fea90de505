using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// One slot of the gateway's pool: <c>/user/gateway/worker-N</c>. It supervises process actors, normally one, more while others leave or are killed; keeps
/// the requests under way, and when a process dies answers the one that it had received and gives the others back; decides when the next process starts. Its parent is the gateway, which sends
/// <see cref="WorkerProtocol"/>; connections send <see cref="ExchangeProtocol.Credit"/> and <see cref="ExchangeProtocol.Abandon"/>. It promises that each
/// <see cref="WorkerProtocol.Run"/> ends in exactly one of Finished, Returned, or the loss of its generation, and that its connection hears of the end.
/// </summary>
/// <param name="number">The worker's number, from 1.</param>
/// <param name="settings">What to run and how.</param>
/// <param name="runtime">Starts the processes; shared by all workers.</param>
/// <param name="gateway">Who is told what <see cref="WorkerProtocol"/> names.</param>
/// <param name="processProps">Makes the process actor of a generation and a batch.</param>
public sealed partial class WsgiWorkerActor(int number, WsgiSettings settings, WsgiRuntime runtime, IActorRef gateway, Func<long, long, Props> processProps) : UntypedActor, IWithTimers
{
    private readonly Dictionary<IActorRef, ProcessLife> _lives = [];
    private readonly Dictionary<long, ProcessDiedException> _causes = [];
    // The life that serves or will; null while the next start waits, and when the worker is ending.
    private ProcessLife? _current;
    // The life that is to follow it, and the gateway's word for that; null while there is none.
    private ProcessLife? _next;
    private WorkerProtocol.Prepare? _renewal;
    // The whole pool fails: the gateway says when the next process starts.
    private bool _isHeld;
    private int _earlyDeaths;
    private bool _wasEverReady;
    private bool _isEnding;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // Set by the actor system before PreStart.

    /// <summary>A worker with real processes.</summary>
    /// <param name="number">The worker's number, from 1.</param>
    /// <param name="settings">What to run and how.</param>
    /// <param name="runtime">Starts the processes; shared by all workers.</param>
    /// <param name="gateway">Who is told what <see cref="WorkerProtocol"/> names.</param>
    public static Props Props(int number, WsgiSettings settings, WsgiRuntime runtime, IActorRef gateway) =>
        Props(number, settings, runtime, gateway, (generation, batch) => WsgiProcessActor.Props(number, generation, batch, settings, runtime));

    internal static Props Props(int number, WsgiSettings settings, WsgiRuntime runtime, IActorRef gateway, Func<long, long, Props> processProps) =>
        Akka.Actor.Props.Create(() => new WsgiWorkerActor(number, settings, runtime, gateway, processProps));

    /// <inheritdoc/>
    protected override void PreStart() => Boot(null);

    // A restart keeps nothing of the old life: PreRestart runs PostStop and stops the processes.

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var life in _lives.Values)
            Lose(life);
        if (_renewal is { } renewal)
            gateway.Tell(new WorkerProtocol.NotPrepared(number, renewal.Renewal, "its worker has failed", null));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, -1, Decide, loggingEnabled: false);

    private Directive Decide(Exception cause)
    {
        switch (cause)
        {
            // A process cannot be restarted, and its actor has nothing that another one could use; a new one starts when the back-off allows it.
            case ProcessDiedException died:
                _causes[died.Generation] = died;
                _lastExit = died.Message;
                return Directive.Stop;
            // A defect of ours: the process may be healthy, but nobody knows what it was told.
            default:
                WsgiLog.ActorFailed(runtime.Logger, number, cause);
                return Directive.Stop;
        }
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WorkerProtocol.Run run:
                OnRun(run);
                break;
            case ProcessProtocol.Over over:
                OnOver(over);
                break;
            case ExchangeProtocol.Credit credit:
                FindLife(credit.Exchange)?.Actor.Tell(credit);
                break;
            case ExchangeProtocol.Abandon abandon:
                OnAbandon(abandon);
                break;
            case ExchangeProtocol.InputEnded ended:
                FindLife(ended.Exchange)?.Actor.Tell(ended);
                break;
            case PatienceOver over:
                OnAbandon(new ExchangeProtocol.Abandon(over.Exchange, AbandonReason.TimedOut));
                break;
            case ProcessProtocol.Stuck:
                OnStuck();
                break;
            case ProcessProtocol.Ready ready:
                OnReady(ready);
                break;
            case Settled settled:
                OnSettled(settled.Generation);
                break;
            case ProcessProtocol.Lost lost:
                if (_lives.GetValueOrDefault(Sender) is { } life)
                    Lose(life, lost.Received);
                break;
            case WorkerProtocol.TakeBack back:
                if (_current is { IsReady: true, IsLost: false } current && current.Generation == back.Generation)
                    current.Actor.Tell(ProcessProtocol.TakeBack.Instance);
                break;
            case ProcessProtocol.TakenBack back:
                if (_lives.GetValueOrDefault(Sender) is { } giver)
                    GiveBack(giver, back.Exchanges);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case BootDue:
                StartIfNone();
                break;
            default:
                OnPoolMessage(message);
                break;
        }
    }

    private void OnPoolMessage(object message)
    {
        switch (message)
        {
            case WorkerProtocol.Prepare prepare:
                OnPrepare(prepare);
                break;
            case WorkerProtocol.Commit commit:
                OnCommit(commit);
                break;
            case WorkerProtocol.Rollback rollback:
                OnRollback(rollback);
                break;
            case WorkerProtocol.Hold:
                _isHeld = true;
                Timers.Cancel(nameof(BootDue));
                break;
            case WorkerProtocol.TryStart:
                StartIfNone();
                break;
            case WorkerProtocol.Release:
                _isHeld = false;
                BeginRow();
                StartIfNone();
                break;
            case Aged aged:
                if (_current is { } old && old.Generation == aged.Generation)
                    WearOut(old, RestartReason.MaxLifetime, "it is as old as it may become (actor-server.wsgi.recycle.max-lifetime)");
                break;
            case MemoryLookDue:
                LookAtMemory();
                break;
            case RenewalDue due:
                if (_current?.Generation == due.Generation)
                    gateway.Tell(new WorkerProtocol.RenewalWanted(number));
                break;
            case GatewayProtocol.Describe describe:
                Describe(describe.ReplyTo);
                break;
            case WorkerProtocol.Shutdown:
                OnShutdown();
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
