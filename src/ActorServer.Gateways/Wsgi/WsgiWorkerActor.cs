using Akka.Actor;
using ActorServer.Http;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// One slot of the gateway's pool: <c>/user/gateway/worker-N</c>. It supervises process actors, normally one, more while others leave or are killed; keeps
/// the request under way, and answers it when a process dies; decides when the next process starts. Its parent is the gateway, which sends
/// <see cref="WorkerProtocol"/>; connections send <see cref="ExchangeProtocol.Credit"/> and <see cref="ExchangeProtocol.Abandon"/>. It promises that each
/// <see cref="WorkerProtocol.Run"/> ends in exactly one of Finished, Returned, or the loss of its generation, and that its connection hears of the end.
/// </summary>
/// <param name="number">The worker's number, from 1.</param>
/// <param name="settings">What to run and how.</param>
/// <param name="runtime">Starts the processes; shared by all workers.</param>
/// <param name="gateway">Who is told what <see cref="WorkerProtocol"/> names.</param>
/// <param name="processProps">Makes the process actor of a generation.</param>
public sealed class WsgiWorkerActor(int number, WsgiSettings settings, WsgiRuntime runtime, IActorRef gateway, Func<long, Props> processProps) : UntypedActor, IWithTimers
{
    private readonly Dictionary<IActorRef, Life> _lives = [];
    private readonly Dictionary<long, ProcessDiedException> _causes = [];
    // The life that serves or will; null while the next start waits, and when the worker is ending.
    private Life? _current;
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
        Props(number, settings, runtime, gateway, generation => WsgiProcessActor.Props(number, generation, settings, runtime));

    internal static Props Props(int number, WsgiSettings settings, WsgiRuntime runtime, IActorRef gateway, Func<long, Props> processProps) =>
        Akka.Actor.Props.Create(() => new WsgiWorkerActor(number, settings, runtime, gateway, processProps));

    private sealed record BootDue;

    private sealed record Settled(long Generation);

    private sealed record PatienceOver(long Exchange);

    /// <summary>One process: from its start to the end of its actor.</summary>
    private sealed class Life(long generation, IActorRef actor)
    {
        public long Generation => generation;

        public IActorRef Actor => actor;

        public bool IsReady { get; set; }

        /// <summary>Ready for so long that its death is not an early one.</summary>
        public bool IsSettled { get; set; }

        /// <summary>The gateway knows that it takes nothing more.</summary>
        public bool IsLost { get; set; }

        public WorkerProtocol.Run? Run { get; set; }

        public bool IsAbandoned { get; set; }
    }

    /// <inheritdoc/>
    protected override void PreStart() => Boot();

    // A restart keeps nothing of the old life: PreRestart runs PostStop and stops the processes.

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var life in _lives.Values)
            Lose(life, isUntouched: false);
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
            case PatienceOver over:
                OnAbandon(new ExchangeProtocol.Abandon(over.Exchange, AbandonReason.TimedOut));
                break;
            case ProcessProtocol.Ready ready:
                OnReady(ready);
                break;
            case Settled settled:
                if (_current?.Generation == settled.Generation)
                    _current.IsSettled = true;
                break;
            case ProcessProtocol.Lost lost:
                if (_lives.GetValueOrDefault(Sender) is { } life)
                    Lose(life, lost.IsUntouched);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case BootDue:
                Boot();
                break;
            case WorkerProtocol.Shutdown:
                OnShutdown();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Boot()
    {
        var generation = runtime.NextGeneration();
        var actor = Context.Watch(Context.ActorOf(processProps(generation), $"process-{generation}"));
        _current = _lives[actor] = new Life(generation, actor);
    }

    private void OnReady(ProcessProtocol.Ready ready)
    {
        if (_lives.GetValueOrDefault(Sender) is not { } life || life != _current)
            return;
        life.IsReady = _wasEverReady = true;
        WsgiLog.Ready(runtime.Logger, number, ready.Pid, ready.Python, ready.Executable);
        Timers.StartSingleTimer(nameof(Settled), new Settled(life.Generation), settings.EarlyDeath);
        gateway.Tell(new WorkerProtocol.Ready(number, life.Generation, Places: 1));
    }

    // Step 6: the slot notes the request and hands it to its process.
    private void OnRun(WorkerProtocol.Run run)
    {
        if (_current is not { IsReady: true, IsLost: false, Run: null } || _current.Generation != run.Generation)
        {
            gateway.Tell(new WorkerProtocol.Returned(number, run.Request, run.Connection));
            return;
        }

        _current.Run = run;
        _current.IsAbandoned = false;
        _current.Actor.Tell(run);
    }

    private void OnOver(ProcessProtocol.Over over)
    {
        if (FindLife(over.Exchange) is not { } life || life.Generation != over.Generation)
            return;
        if (life.IsAbandoned)
            Timers.Cancel(nameof(PatienceOver));
        life.Run = null;
        if (life != _current)
            return;
        _earlyDeaths = 0;
        gateway.Tell(new WorkerProtocol.Finished(number, over.Generation, over.Exchange));
    }

    private void OnAbandon(ExchangeProtocol.Abandon abandon)
    {
        if (FindLife(abandon.Exchange) is not { } life)
            return;
        life.IsAbandoned = true;
        switch (abandon.Reason)
        {
            case AbandonReason.ClientGone:
                // The connection's deadline went with the connection; without one here an endless request would take the place for ever.
                Timers.StartSingleTimer(nameof(PatienceOver), new PatienceOver(abandon.Exchange), settings.RequestTimeout);
                life.Actor.Tell(abandon);
                break;
            case AbandonReason.TimedOut:
                life.Actor.Tell(abandon);
                Lose(life, isUntouched: false);
                // The replacement boots beside the stuck one, so that capacity does not wait for the kill.
                if (life == _current && !_isEnding)
                    Boot();
                break;
            default:
                throw new InvalidOperationException($"Unknown reason: {abandon.Reason}.");
        }
    }

    private Life? FindLife(long exchange)
    {
        if (_current?.Run?.Request.Exchange == exchange)
            return _current;
        return _lives.Values.FirstOrDefault(life => life.Run?.Request.Exchange == exchange);
    }

    /// <summary>The process takes nothing more: tells the gateway, and answers what is under way. Does nothing the second time.</summary>
    private void Lose(Life life, bool isUntouched)
    {
        if (life.IsLost)
            return;
        life.IsLost = true;
        if (life.IsReady)
            gateway.Tell(new WorkerProtocol.Lost(number, life.Generation));
        if (life.Run is not { } run)
            return;
        life.Run = null;
        if (life.IsAbandoned)
            Timers.Cancel(nameof(PatienceOver));
        else if (isUntouched)
            gateway.Tell(new WorkerProtocol.Returned(number, run.Request, run.Connection));
        else
            run.Connection.Tell(new ExchangeProtocol.Failed(run.Request.Exchange, Refusal.WorkerDied));
    }

    private void OnTerminated(IActorRef actor)
    {
        if (!_lives.Remove(actor, out var life))
            return;
        Lose(life, isUntouched: false);
        _causes.Remove(life.Generation, out var cause);
        if (life == _current)
        {
            _current = null;
            if (!_isEnding)
                Replace(life, cause);
        }

        if (_isEnding && _lives.Count == 0)
            Context.Stop(Self);
    }

    private void Replace(Life dead, ProcessDiedException? cause)
    {
        var reason = cause?.Message ?? "its actor failed";
        if (!dead.IsReady)
            gateway.Tell(new WorkerProtocol.BootFailed(number, reason, cause?.Traceback));
        var told = cause?.Pid is { } pid ? $"[{pid}] {reason}" : reason;
        if (dead.IsSettled)
        {
            WsgiLog.Died(runtime.Logger, number, told);
            Boot();
            return;
        }

        var delay = settings.Backoff.DelayAfter(_earlyDeaths++, Random.Shared.NextDouble());
        Timers.StartSingleTimer(nameof(BootDue), new BootDue(), delay);
        LogEarlyDeath(told, cause?.Traceback, (long)delay.TotalMilliseconds);
    }

    private void LogEarlyDeath(string reason, string? traceback, long delay)
    {
        if (!_wasEverReady && _earlyDeaths == 1)
            // The whole pool may be about to fail its first boot, which the server says once, as its last word.
            WsgiLog.FailedFirstBoot(runtime.Logger, number, reason, delay);
        else if (_wasEverReady && traceback is not null)
            // It could be loaded before: somebody has broken it since, and wants to see where.
            WsgiLog.BrokenSince(runtime.Logger, number, reason, delay, PrintableText.Indent(traceback));
        else
            WsgiLog.DiedEarly(runtime.Logger, number, reason, delay);
    }

    private void OnShutdown()
    {
        _isEnding = true;
        Timers.Cancel(nameof(BootDue));
        foreach (var life in _lives.Values)
        {
            if (life is { IsReady: true, IsLost: false, Run: null })
                Lose(life, isUntouched: false);
            life.Actor.Tell(ProcessProtocol.Leave.Instance);
        }

        if (_lives.Count == 0)
            Context.Stop(Self);
    }
}
