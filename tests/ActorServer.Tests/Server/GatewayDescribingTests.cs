using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Gateways.Describing;
using ActorServer.Gateways.Wsgi;
using ActorServer.Server.Gateway;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>What the gateway tells of the pool.</summary>
public sealed class GatewayDescribingTests : TestKit
{
    private readonly ManualClock _clock = new();
    private readonly TestProbe _worker;
    private readonly TestProbe _asker;
    private readonly IActorRef _gateway;

    public GatewayDescribingTests()
    {
        _worker = CreateTestProbe("worker");
        _asker = CreateTestProbe("asker");
        IActorRef worker = _worker.Ref;
        var settings = new GatewaySettings(2, 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), 64 * 1024);
        var breaker = new BreakerSettings(Deaths: 2, Within: TimeSpan.FromSeconds(10), Retry: TimeSpan.FromSeconds(10), Settling: TimeSpan.FromSeconds(1));
        _gateway = Sys.ActorOf(GatewayActor.Props(settings, (_, _) => Props.Create(() => new Relay(worker)), _clock, NullLogger.Instance, breaker: breaker), "gateway");
    }

    [Fact]
    public void Starts_with_workers_that_are_not_ready()
    {
        PoolStatus pool = Pool();
        Assert.Equal((PoolState.Starting, 2, 0, 0, 0), (pool.State, pool.Workers, pool.Ready, pool.Busy, pool.Queued));
        Assert.Null(pool.OldestQueued);
        Assert.Null(pool.LastFailure);
    }

    [Fact]
    public void Counts_who_is_busy_who_waits_and_who_was_refused()
    {
        _gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        foreach (int exchange in new[] { 1, 2, 3, 4 })
        {
            _gateway.Tell(new GatewayProtocol.Submit(Requests.Get(exchange), TestActor));
        }

        Pool();
        _clock.Advance(TimeSpan.FromSeconds(2));

        PoolStatus pool = Pool();
        Assert.Equal((PoolState.Serving, 1, 1, 1), (pool.State, pool.Ready, pool.Busy, pool.Queued));
        Assert.Equal(TimeSpan.FromSeconds(2), pool.OldestQueued);
        Assert.Equal([new KeyValuePair<string, long>("queue_full", 2)], pool.Shed);
    }

    [Fact]
    public void Says_that_it_fails_and_why()
    {
        _gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        _gateway.Tell(new WorkerProtocol.Lost(1, 1));
        _gateway.Tell(new WorkerProtocol.BootFailed(1, "one", null));
        Assert.Equal(PoolState.Serving, Pool().State);
        _gateway.Tell(new WorkerProtocol.BootFailed(2, "no module", "Traceback ..."));

        PoolStatus pool = Pool();
        Assert.Equal(PoolState.Failing, pool.State);
        Assert.Equal((2, "no module", "Traceback ..."), (pool.LastFailure?.Worker, pool.LastFailure?.Reason, pool.LastFailure?.Traceback));
    }

    [Fact]
    public void Counts_restarts_by_reason_and_by_worker()
    {
        _gateway.Tell(new WorkerProtocol.Restarted(2, RestartReason.MaxRequests));
        _gateway.Tell(new WorkerProtocol.Restarted(2, RestartReason.Death));
        _gateway.Tell(new WorkerProtocol.Restarted(1, RestartReason.Death));

        _gateway.Tell(new GatewayProtocol.Describe(_asker.Ref));
        var pool = _asker.ExpectMsg<PoolStatus>();
        Assert.Equal([new("death", 2), new("max_requests", 1)], pool.Restarts.OrderBy(pair => pair.Key));
        Assert.Equal([0, 1, 2], pool.RestartsOf);
    }

    [Fact]
    public void Asks_every_worker_to_answer_for_itself()
    {
        var describe = new GatewayProtocol.Describe(_asker.Ref);
        _gateway.Tell(describe);
        _asker.ExpectMsg<PoolStatus>();
        Assert.Same(describe, _worker.ExpectMsg<GatewayProtocol.Describe>());
        Assert.Same(describe, _worker.ExpectMsg<GatewayProtocol.Describe>());
        Pool();
        _worker.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    private PoolStatus Pool()
    {
        _gateway.Tell(new GatewayProtocol.Describe(_asker.Ref, WithWorkers: false));
        return _asker.ExpectMsg<PoolStatus>();
    }

    private sealed class Relay(IActorRef target) : UntypedActor
    {
        protected override void OnReceive(object message) => target.Forward(message);
    }
}
