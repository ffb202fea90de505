using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Server.Gateway;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>A request that nobody waits for any more while it is on its way back from a worker: nobody else gets it, and its place is free.</summary>
public sealed class GatewayWithdrawTests : TestKit
{
    private readonly TestProbe _worker;
    private readonly IActorRef _gateway;

    public GatewayWithdrawTests()
    {
        _worker = CreateTestProbe("worker");
        _gateway = Sys.ActorOf(GatewayActor.Props(
            new GatewaySettings(1, 100, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), 64 * 1024),
            (_, _) => Props.Create(() => new Relay(_worker.Ref)),
            new ManualClock(),
            NullLogger.Instance));
        _gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
    }

    [Theory]
    [InlineData(AbandonReason.ClientGone)]
    [InlineData(AbandonReason.TimedOut)]
    public void Is_given_to_nobody_when_the_news_crosses_its_return(AbandonReason reason)
    {
        WorkerProtocol.Run run = Submit(1);
        _gateway.Tell(new GatewayProtocol.Withdraw(1, reason, ExpectMsg<GatewayProtocol.Dispatched>().Worker));
        Assert.Equal(new ExchangeProtocol.Abandon(1, reason), _worker.ExpectMsg<ExchangeProtocol.Abandon>());

        _gateway.Tell(new WorkerProtocol.Returned(1, 1, run.Request, run.Connection));
        Assert.Equal(2, Submit(2).Request.Exchange);
    }

    [Fact]
    public void Leaves_the_queue_when_it_has_come_back()
    {
        WorkerProtocol.Run run = Submit(1);
        _gateway.Tell(new WorkerProtocol.Lost(1, 1));
        _gateway.Tell(new WorkerProtocol.Returned(1, 1, run.Request, run.Connection));
        _gateway.Tell(new GatewayProtocol.Withdraw(1, AbandonReason.TimedOut, _worker.Ref));

        _gateway.Tell(new WorkerProtocol.Ready(1, 2, 1));
        Assert.Equal(2, Submit(2).Request.Exchange);
    }

    [Fact]
    public void Is_ended_by_the_worker_that_is_named_when_the_router_knows_nothing_of_it()
    {
        TestProbe before = CreateTestProbe();
        _gateway.Tell(new GatewayProtocol.Withdraw(1, AbandonReason.TimedOut, before.Ref));
        Assert.Equal(new ExchangeProtocol.Abandon(1, AbandonReason.TimedOut), before.ExpectMsg<ExchangeProtocol.Abandon>());
    }

    [Fact]
    public void Does_not_make_a_worker_late_that_has_only_just_got_it()
    {
        Submit(1);
        _gateway.Tell(new GatewayProtocol.Withdraw(1, AbandonReason.TimedOut, CreateTestProbe().Ref));
        Assert.Equal(new ExchangeProtocol.Abandon(1, AbandonReason.ClientGone), _worker.ExpectMsg<ExchangeProtocol.Abandon>());
    }

    [Fact]
    public void Is_given_away_again_when_its_client_waits()
    {
        WorkerProtocol.Run run = Submit(1);
        _gateway.Tell(new WorkerProtocol.Returned(1, 1, run.Request, run.Connection));
        Assert.Equal(1, _worker.ExpectMsg<WorkerProtocol.Run>().Request.Exchange);
    }

    [Fact]
    public void Frees_its_place_also_when_it_has_run_to_its_end()
    {
        Submit(1);
        _gateway.Tell(new GatewayProtocol.Withdraw(1, AbandonReason.ClientGone, null));
        _worker.ExpectMsg<ExchangeProtocol.Abandon>();
        _gateway.Tell(new WorkerProtocol.Finished(1, 1, 1));
        Assert.Equal(2, Submit(2).Request.Exchange);
    }

    private WorkerProtocol.Run Submit(int exchange)
    {
        _gateway.Tell(new GatewayProtocol.Submit(Requests.Get(exchange), TestActor));
        return _worker.ExpectMsg<WorkerProtocol.Run>();
    }

    private sealed class Relay(IActorRef probe) : UntypedActor
    {
        protected override void OnReceive(object message) => probe.Forward(message);
    }
}
