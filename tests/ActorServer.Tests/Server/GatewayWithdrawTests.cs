using Akka.TestKit;
using ActorServer.Gateways;

namespace ActorServer.Tests.Server;

/// <summary>A request that nobody waits for any more while it is on its way back from a worker: nobody else gets it, and its place is free.</summary>
public sealed class GatewayWithdrawTests : GatewayPoolTest
{
    public GatewayWithdrawTests()
        : base(concurrency: 1) => Tell(new WorkerProtocol.Ready(1, 1, 1));

    [Theory]
    [InlineData(AbandonReason.ClientGone)]
    [InlineData(AbandonReason.TimedOut)]
    public void Is_given_to_nobody_when_the_news_crosses_its_return(AbandonReason reason)
    {
        WorkerProtocol.Run run = Run(1);
        Tell(new GatewayProtocol.Withdraw(1, reason, ExpectMsg<GatewayProtocol.Dispatched>().Worker));
        Assert.Equal(new ExchangeProtocol.Abandon(1, reason), Worker(1).ExpectMsg<ExchangeProtocol.Abandon>());

        Tell(new WorkerProtocol.Returned(1, 1, run.Request, run.Connection));
        Assert.Equal(2, Run(2).Request.Exchange);
    }

    [Fact]
    public void Leaves_the_queue_when_it_has_come_back()
    {
        WorkerProtocol.Run run = Run(1);
        Tell(new WorkerProtocol.Lost(1, 1));
        Tell(new WorkerProtocol.Returned(1, 1, run.Request, run.Connection));
        Tell(new GatewayProtocol.Withdraw(1, AbandonReason.TimedOut, Worker(1).Ref));

        Tell(new WorkerProtocol.Ready(1, 2, 1));
        Assert.Equal(2, Run(2).Request.Exchange);
    }

    [Fact]
    public void Is_ended_by_the_worker_that_is_named_when_the_router_knows_nothing_of_it()
    {
        TestProbe before = CreateTestProbe();
        Tell(new GatewayProtocol.Withdraw(1, AbandonReason.TimedOut, before.Ref));
        Assert.Equal(new ExchangeProtocol.Abandon(1, AbandonReason.TimedOut), before.ExpectMsg<ExchangeProtocol.Abandon>());
    }

    [Fact]
    public void Does_not_make_a_worker_late_that_has_only_just_got_it()
    {
        Run(1);
        Tell(new GatewayProtocol.Withdraw(1, AbandonReason.TimedOut, CreateTestProbe().Ref));
        Assert.Equal(new ExchangeProtocol.Abandon(1, AbandonReason.ClientGone), Worker(1).ExpectMsg<ExchangeProtocol.Abandon>());
    }

    [Fact]
    public void Is_given_away_again_when_its_client_waits()
    {
        WorkerProtocol.Run run = Run(1);
        Tell(new WorkerProtocol.Returned(1, 1, run.Request, run.Connection));
        Assert.Equal(1, Worker(1).ExpectMsg<WorkerProtocol.Run>().Request.Exchange);
    }

    [Fact]
    public void Frees_its_place_also_when_it_has_run_to_its_end()
    {
        Run(1);
        Tell(new GatewayProtocol.Withdraw(1, AbandonReason.ClientGone, null));
        Worker(1).ExpectMsg<ExchangeProtocol.Abandon>();
        Tell(new WorkerProtocol.Finished(1, 1, 1));
        Assert.Equal(2, Run(2).Request.Exchange);
    }

    private WorkerProtocol.Run Run(int exchange)
    {
        Submit(exchange);
        return Worker(1).ExpectMsg<WorkerProtocol.Run>();
    }
}
