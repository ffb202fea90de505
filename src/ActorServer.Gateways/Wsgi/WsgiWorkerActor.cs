using Akka.Actor;
using ActorServer.Http;

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
public sealed class WsgiWorkerActor(int number, WsgiSettings settings, WsgiRuntime runtime, IActorRef gateway, Func<long, long, Props> processProps) : UntypedActor, IWithTimers
{
    private readonly Dictionary<IActorRef, ProcessLife> _lives = [];
    private readonly Dictionary<long, ProcessDiedException> _causes = [];
    // The life that serves or will; null while the next start waits, and when the worker is ending.
    private ProcessLife? _current;
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

    private sealed record BootDue;

    private sealed record Settled(long Generation);

    private sealed record PatienceOver(long Exchange);

    /// <inheritdoc/>
    protected override void PreStart() => Boot();

    // A restart keeps nothing of the old life: PreRestart runs PostStop and stops the processes.

    /// <inheritdoc/>
    protected override void PostStop()
    {
        foreach (var life in _lives.Values)
            Lose(life, []);
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
                    Lose(life, lost.Untouched);
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
        var actor = Context.Watch(Context.ActorOf(processProps(generation, runtime.Committed), $"process-{generation}"));
        _current = _lives[actor] = new ProcessLife(generation, actor);
    }

    private void OnReady(ProcessProtocol.Ready ready)
    {
        if (_lives.GetValueOrDefault(Sender) is not { } life || life != _current)
            return;
        life.IsReady = _wasEverReady = true;
        WsgiLog.Ready(runtime.Logger, number, ready.Pid, ready.Python, ready.Executable);
        Timers.StartSingleTimer(nameof(Settled), new Settled(life.Generation), settings.EarlyDeath);
        gateway.Tell(new WorkerProtocol.Ready(number, life.Generation, settings.ChannelDepth));
    }

    // Step 6: the slot notes the request and hands it to its process.
    private void OnRun(WorkerProtocol.Run run)
    {
        if (_current is not { IsReady: true, IsLost: false } || _current.Runs.Count >= settings.ChannelDepth || _current.Generation != run.Generation)
        {
            gateway.Tell(new WorkerProtocol.Returned(number, run.Generation, run.Request, run.Connection));
            return;
        }

        _current.Runs.Add(new ProcessLife.Entry(run));
        _current.Actor.Tell(run);
    }

    private void OnOver(ProcessProtocol.Over over)
    {
        if (FindLife(over.Exchange, out var entry) is not { } life || entry is null || life.Generation != over.Generation)
            return;
        Forget(life, entry);
        if (life != _current || life.IsLost)
            return;
        _earlyDeaths = 0;
        gateway.Tell(new WorkerProtocol.Finished(number, over.Generation, over.Exchange));
    }

    private void OnAbandon(ExchangeProtocol.Abandon abandon)
    {
        if (FindLife(abandon.Exchange, out var entry) is not { } life || entry is null)
            return;
        entry.IsAbandoned = true;
        switch (abandon.Reason)
        {
            case AbandonReason.ClientGone:
                if (entry != life.Runs[0])
                    life.Actor.Tell(ProcessProtocol.TakeBack.Instance); // Not received yet, as far as is known: then it never runs.
                // The connection's deadline went with the connection; without one here an endless request would take the place for ever.
                Timers.StartSingleTimer(PatienceKey(abandon.Exchange), new PatienceOver(abandon.Exchange), settings.RequestTimeout);
                life.Actor.Tell(abandon);
                break;
            case AbandonReason.TimedOut:
                if (entry != life.Runs[0])
                {
                    // It waits behind another one, and nothing is stuck because of it: it is taken back, or has its time from now on.
                    Timers.StartSingleTimer(PatienceKey(abandon.Exchange), new PatienceOver(abandon.Exchange), settings.RequestTimeout);
                    life.Actor.Tell(ProcessProtocol.TakeBack.Instance);
                    break;
                }

                life.Actor.Tell(abandon);
                Leave(life);
                // The replacement boots beside the stuck one, so that capacity does not wait for the kill.
                if (life == _current && !_isEnding)
                    Boot();
                break;
            default:
                throw new InvalidOperationException($"Unknown reason: {abandon.Reason}.");
        }
    }

    private ProcessLife? FindLife(long exchange) => FindLife(exchange, out _);

    private ProcessLife? FindLife(long exchange, out ProcessLife.Entry? entry)
    {
        entry = _current?.Find(exchange);
        if (entry is not null)
            return _current;
        foreach (var life in _lives.Values)
        {
            entry = life.Find(exchange);
            if (entry is not null)
                return life;
        }

        return null;
    }

    /// <summary>The process takes nothing more; what it runs goes on. Does nothing the second time.</summary>
    private void Leave(ProcessLife life)
    {
        if (life.IsLost)
            return;
        life.IsLost = true;
        if (life.IsReady)
            gateway.Tell(new WorkerProtocol.Lost(number, life.Generation));
    }

    /// <summary>The process is gone: what it had not received goes to another one, what it had is answered.</summary>
    private void Lose(ProcessLife life, IReadOnlyList<long> untouched)
    {
        Leave(life);
        GiveBack(life, untouched);
        foreach (var entry in life.Runs.ToArray())
        {
            Forget(life, entry);
            if (!entry.IsAbandoned)
                entry.Run.Connection.Tell(new ExchangeProtocol.Failed(entry.Run.Request.Exchange, Refusal.WorkerDied));
        }
    }

    // The youngest first: the gateway puts each before all that wait, and so the oldest comes to stand first.
    private void GiveBack(ProcessLife life, IReadOnlyList<long> exchanges)
    {
        for (var index = exchanges.Count - 1; index >= 0; index--)
        {
            if (life.Find(exchanges[index]) is not { } entry)
                continue;
            Forget(life, entry);
            if (!entry.IsAbandoned)
                gateway.Tell(new WorkerProtocol.Returned(number, life.Generation, entry.Run.Request, entry.Run.Connection));
            else if (!life.IsLost)
                gateway.Tell(new WorkerProtocol.Finished(number, life.Generation, entry.Run.Request.Exchange));
        }
    }

    private void Forget(ProcessLife life, ProcessLife.Entry entry)
    {
        life.Runs.Remove(entry);
        if (entry.IsAbandoned)
            Timers.Cancel(PatienceKey(entry.Run.Request.Exchange));
    }

    private static object PatienceKey(long exchange) => (nameof(PatienceOver), exchange);

    private void OnTerminated(IActorRef actor)
    {
        if (!_lives.Remove(actor, out var life))
            return;
        Lose(life, []);
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

    private void Replace(ProcessLife dead, ProcessDiedException? cause)
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
            if (life is { IsReady: true, Runs.Count: 0 })
                Leave(life);
            life.Actor.Tell(ProcessProtocol.Leave.Instance);
        }

        if (_lives.Count == 0)
            Context.Stop(Self);
    }
}
