using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Describing;
using ActorServer.Http;
using ActorServer.Server.Metrics;

namespace ActorServer.Server.Gateway;

/// <content>What the pool tells of itself.</content>
public sealed partial class GatewayActor
{
    private readonly Dictionary<string, long> _shed = [];
    private BootFailure? _lastFailure;

    private void Describe(GatewayProtocol.Describe describe)
    {
        describe.ReplyTo.Tell(new PoolStatus(
            State,
            _settings.Concurrency,
            _places.ReadyWorkers,
            _places.BusyWorkers,
            _queue.Count,
            _queue.OldestAge,
            new Dictionary<string, long>(_shed),
            _restarts.Totals(),
            describe.WithWorkers ? _restarts.ByWorker() : [],
            _lastFailure));
        if (!describe.WithWorkers)
        {
            return;
        }

        foreach (IActorRef worker in _numbers.Keys)
        {
            worker.Tell(describe);
        }
    }

    private PoolState State =>
        _isStopping ? PoolState.Draining
        : !_wasEverReady ? PoolState.Starting
        : IsRefusingAll ? PoolState.Failing
        : _renewal is { IsReload: true } ? PoolState.Reloading
        : PoolState.Serving;

    private void NoteShed(Refusal reason)
    {
        string name = ShedReason.Of(reason);
        _shed[name] = _shed.GetValueOrDefault(name) + 1;
        _metrics.Shed(name);
    }

    private void NoteFailure(int worker, string reason, string? traceback) =>
        _lastFailure = new BootFailure(DateTimeOffset.UtcNow, worker, reason, traceback);

    private void NoteRestart(WorkerProtocol.Restarted restarted)
    {
        _restarts.Count(restarted.Worker, restarted.Reason);
        _metrics.Restarted(RestartCounts.Name(restarted.Reason));
    }
}
