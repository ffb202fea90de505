using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;
using ActorServer.Server.Metrics;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ActorServer.Server.Gateway;

/// <summary>
/// The router of gateway workers (<c>/user/gateway</c>). Owns the pool of <c>concurrency</c> workers and the one bounded queue.
/// Connections submit requests; each gets exactly one <see cref="GatewayProtocol.Dispatched"/> or <see cref="GatewayProtocol.Refused"/>
/// unless it withdraws. Work is pulled: a request leaves the queue only for a worker that has a free place.
/// </summary>
public sealed partial class GatewayActor : UntypedActor, IWithTimers
{
    /// <summary>Makes one worker: its number from 1 and the gateway that it reports to, in; how to build its actor, out.</summary>
    public delegate Props WorkerFactory(int number, IActorRef gateway);

    private sealed record ExpireQueue
    {
        public static readonly ExpireQueue Instance = new();
    }

    private sealed record LookAhead
    {
        public static readonly LookAhead Instance = new();
    }

    private sealed record SayRefusals
    {
        public static readonly SayRefusals Instance = new();
    }

    // A late check costs a client a little more waiting; a shorter one would only run ahead of the clock's 100 ms.
    private static readonly TimeSpan ShortestCheck = TimeSpan.FromMilliseconds(20);

    private readonly GatewaySettings _settings;
    private readonly WorkerFactory _makeWorker;
    private readonly TimeProvider _clock;
    private readonly GatewayQueue _queue;
    private readonly WorkerPlaces _places;
    private readonly IActorRef[] _workers;

    // The numbers of those that live.
    private readonly Dictionary<IActorRef, int> _numbers;
    private readonly GivenExchanges _given;
    private readonly HashSet<int> _failedFirstBoot = [];
    private readonly RefusalNotice _notice;
    private readonly ILogger _logger;
    private readonly RestartCounts _restarts;

    // Null when the workers have no processes of their own, which could be tried, held or prepared.
    private readonly BreakerSettings? _breakerSettings;
    private readonly PoolBreaker? _breaker;
    private readonly ServerMetrics _metrics;
    private bool _wasEverReady;
    private bool _isExpiryArmed;
    private bool _isLookArmed;
    private bool _isStopping;

    /// <summary>For the runtime, which builds actors by their public constructor; everybody else uses <see cref="Props"/>.</summary>
    public GatewayActor(
        GatewaySettings settings, WorkerFactory makeWorker, TimeProvider clock, ILogger logger, WorkerOrder order, BreakerSettings? breaker, ServerMetrics metrics)
    {
        _settings = settings;
        _makeWorker = makeWorker;
        _clock = clock;
        _queue = new GatewayQueue(settings.QueueSize, settings.QueueTimeout, clock, metrics);
        _places = new WorkerPlaces(settings.Concurrency, order, TimeProvider.System);
        _workers = new IActorRef[settings.Concurrency + 1];
        _numbers = new Dictionary<IActorRef, int>(settings.Concurrency);
        _given = new GivenExchanges(settings.Concurrency);
        _notice = new RefusalNotice(logger, clock);
        _logger = logger;
        _restarts = new RestartCounts(settings.Concurrency);
        _breakerSettings = breaker;
        _breaker = breaker is null ? null : new PoolBreaker(breaker, settings.Concurrency, clock);
        _metrics = metrics;
    }

    /// <summary>Set by the runtime.</summary>
    public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the first message.

    /// <summary>How to build the gateway.</summary>
    /// <param name="settings">Pool size, queue, time-outs.</param>
    /// <param name="makeWorker">Makes the worker of a number.</param>
    /// <param name="clock">The time that a queued request ages by.</param>
    /// <param name="logger">Takes what a person should know.</param>
    /// <param name="order">Which of the free workers gets the next request.</param>
    /// <param name="breaker">When the pool counts as failing; null for workers that have no processes of their own: these cannot be reloaded either.</param>
    /// <param name="metrics">Where facts are recorded; null records nothing.</param>
    public static Props Props(
        GatewaySettings settings,
        WorkerFactory makeWorker,
        TimeProvider clock,
        ILogger logger,
        WorkerOrder order = WorkerOrder.LongestFree,
        BreakerSettings? breaker = null,
        ServerMetrics? metrics = null)
    {
        ServerMetrics recorded = metrics ?? new ServerMetrics();
        return Akka.Actor.Props.Create(() => new GatewayActor(settings, makeWorker, clock, logger, order, breaker, recorded));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _metrics.Watch(_places);
        for (int number = 1; number < _workers.Length; number++)
        {
            _workers[number] = Context.Watch(Context.ActorOf(_makeWorker(number, Self), $"worker-{number}"));
            _numbers.Add(_workers[number], number);
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _metrics.Watch(null);
        RefuseWaiting(Refusal.NoWorker);
        EndRenewals("the gateway has ended; nothing has changed");
        _notice.SayRest();
        Timers.Cancel(SayRefusals.Instance);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        maxNrOfRetries: -1,
        withinTimeRange: Timeout.InfiniteTimeSpan,
        decider: Decider.From(exception => exception switch
        {
            // A worker that cannot even be built will not be built by trying again.
            ActorInitializationException => Directive.Escalate,
            ActorKilledException => Directive.Restart,

            // A fault in one worker costs that worker's requests; it starts anew with new processes, the others never notice.
            _ => Directive.Restart,
        }));

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GatewayProtocol.Submit submit:
                Submit(submit);
                break;
            case WorkerProtocol.Finished finished:
                Take(finished);
                break;
            case WorkerProtocol.Ready ready:
                OnReady(ready);
                break;
            case WorkerProtocol.Returned returned:
                TakeBack(returned);
                break;
            case WorkerProtocol.Lost lost:
                OnLost(lost);
                break;
            case GatewayProtocol.Withdraw withdraw:
                Withdraw(withdraw);
                break;
            case GatewayProtocol.InputEnded ended:
                WorkerOf(ended.Exchange)?.Tell(new ExchangeProtocol.InputEnded(ended.Exchange));
                break;
            case ExpireQueue:
                _isExpiryArmed = false;
                RefuseExpired();
                ArmExpiry();
                break;
            case LookAhead:
                OnLookAhead();
                break;
            case GatewayProtocol.Describe describe:
                Describe(describe);
                break;
            case SayRefusals:
                _notice.SayRest();
                break;
            default:
                OnPoolMessage(message);
                break;
        }
    }
}
