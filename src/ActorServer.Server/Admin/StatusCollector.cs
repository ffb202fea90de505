using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Describing;
using ActorServer.Server.Listener;

namespace ActorServer.Server.Admin;

/// <summary>
/// Asks the gateway, its workers and the listener once, and tells its parent one <see cref="Collected"/> when all have answered or its time is over.
/// A child of the admin actor, which alone makes it; it stops itself.
/// </summary>
internal sealed class StatusCollector : UntypedActor, IWithTimers
{
    private readonly ICanTell _gateway;
    private readonly ICanTell _listener;
    private readonly bool _withWorkers;
    private readonly TimeSpan _patience;
    private readonly IReadOnlyList<Action<ServerStatus>> _for;
    private readonly SortedDictionary<int, WorkerStatus> _workers = [];
    private PoolStatus? _pool;
    private ListenerStatus? _state;

    /// <summary>For the runtime, which builds actors by their public constructor; everybody else uses <see cref="Props"/>.</summary>
    public StatusCollector(ICanTell gateway, ICanTell listener, bool withWorkers, TimeSpan patience, IReadOnlyList<Action<ServerStatus>> waiting) =>
        (_gateway, _listener, _withWorkers, _patience, _for) = (gateway, listener, withWorkers, patience, waiting);

    private sealed record TimeIsUp;

    /// <summary>Collector → parent: what has come.</summary>
    /// <param name="Pool">The gateway's word, or null.</param>
    /// <param name="Listener">The listener's word, or null.</param>
    /// <param name="Workers">The workers' words, by number.</param>
    /// <param name="HasWorkers">False when they were not asked.</param>
    /// <param name="For">The parent's own list, untouched.</param>
    public sealed record Collected(
        PoolStatus? Pool, ListenerStatus? Listener, IReadOnlyList<WorkerStatus> Workers, bool HasWorkers, IReadOnlyList<Action<ServerStatus>> For);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the first message.

    /// <summary>How to build a collector.</summary>
    /// <param name="gateway">The gateway; it need not be there.</param>
    /// <param name="listener">The listener; it need not be there.</param>
    /// <param name="withWorkers">Whether the workers are asked.</param>
    /// <param name="patience">How long the slowest is waited for.</param>
    /// <param name="waiting">What the parent will do with it; it comes back as it is, and is the parent's alone.</param>
    public static Props Props(ICanTell gateway, ICanTell listener, bool withWorkers, TimeSpan patience, IReadOnlyList<Action<ServerStatus>> waiting) =>
        Akka.Actor.Props.Create(() => new StatusCollector(gateway, listener, withWorkers, patience, waiting));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(nameof(TimeIsUp), new TimeIsUp(), _patience);
        _gateway.Tell(new GatewayProtocol.Describe(Self, _withWorkers), Self);
        _listener.Tell(new ListenerProtocol.Describe(Self), Self);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PoolStatus pool:
                _pool = pool;
                EndIfComplete();
                break;
            case ListenerStatus listener:
                _state = listener;
                EndIfComplete();
                break;
            case WorkerStatus worker:
                _workers[worker.Worker] = worker;
                EndIfComplete();
                break;
            case TimeIsUp:
                End();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void EndIfComplete()
    {
        if (_pool is { } pool && _state is not null && (!_withWorkers || _workers.Count == pool.Workers))
            End();
    }

    private void End()
    {
        Context.Parent.Tell(new Collected(_pool, _state, [.. _workers.Values], _withWorkers, _for));
        Context.Stop(Self);
    }
}
