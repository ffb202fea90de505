using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server;
using ActorServer.Server.Gateway;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>The router: work is pulled, the queue is bounded by count and by age, and no request is answered twice or forgotten.</summary>
public sealed class GatewayActorTests : TestKit
{
    private static readonly Config VirtualTime = ConfigurationFactory.ParseString(
        "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");

    private readonly ManualClock _clock = new();
    private readonly RecordingLogger _log = new();
    private readonly TestProbe _worker;
    private readonly TestProbe _events;

    public GatewayActorTests() : base(VirtualTime)
    {
        _worker = CreateTestProbe("worker");
        _events = CreateTestProbe("events");
        Sys.EventStream.Subscribe(_events.Ref, typeof(ServerEvents.GatewayReady));
        Sys.EventStream.Subscribe(_events.Ref, typeof(ServerEvents.ApplicationLoadFailed));
    }

    [Fact]
    public void Dispatches_at_once_when_a_place_is_free()
    {
        IActorRef gateway = Gateway();
        gateway.Tell(new WorkerProtocol.Ready(1, 7, 1));

        gateway.Tell(new GatewayProtocol.Submit(Requests.Get(11), TestActor));

        var dispatched = ExpectMsg<GatewayProtocol.Dispatched>();
        Assert.Equal((11L, 1), (dispatched.Exchange, dispatched.WorkerNumber));
        var run = _worker.ExpectMsg<WorkerProtocol.Run>();
        Assert.Equal((11L, 7L), (run.Request.Exchange, run.Generation));
        Assert.Equal(TestActor, run.Connection);
    }

    [Fact]
    public void Keeps_requests_in_order_until_a_worker_has_room()
    {
        IActorRef gateway = Gateway();
        Submit(gateway, 1, 2, 3);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        Assert.Equal(1, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
        gateway.Tell(new WorkerProtocol.Finished(1, 1, 1));
        Assert.Equal(2, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
        gateway.Tell(new WorkerProtocol.Finished(1, 1, 2));
        Assert.Equal(3, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
    }

    [Fact]
    public void Refuses_the_request_after_the_last_that_may_wait()
    {
        IActorRef gateway = Gateway(queueSize: 2);
        Submit(gateway, 1, 2, 3);

        var refused = ExpectMsg<GatewayProtocol.Refused>();
        Assert.Equal((3L, Refusal.QueueFull), (refused.Exchange, refused.Reason));
    }

    [Fact]
    public void Serves_without_a_queue_when_none_may_wait()
    {
        IActorRef gateway = Gateway(queueSize: 0);
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        Submit(gateway, 1, 2);

        Assert.Equal(1, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
        Assert.Equal(2, ExpectMsg<GatewayProtocol.Refused>().Exchange);
    }

    [Fact]
    public void Refuses_what_has_waited_too_long_and_nothing_younger()
    {
        IActorRef gateway = Gateway(queueTimeout: TimeSpan.FromSeconds(5));
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        Submit(gateway, 1);
        ExpectMsg<GatewayProtocol.Dispatched>();
        Submit(gateway, 2);
        AwaitProcessed(gateway);
        Advance(TimeSpan.FromSeconds(3));
        Submit(gateway, 3);
        AwaitProcessed(gateway);

        Advance(TimeSpan.FromSeconds(2));
        var refused = ExpectMsg<GatewayProtocol.Refused>();
        Assert.Equal((2L, Refusal.WaitedTooLong), (refused.Exchange, refused.Reason));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        AwaitProcessed(gateway);
        Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, ExpectMsg<GatewayProtocol.Refused>().Exchange);
    }

    [Fact]
    public void Says_in_the_log_how_many_it_refused_also_when_no_more_follow()
    {
        IActorRef gateway = Gateway(queueSize: 0);
        Submit(gateway, 1, 2, 3);
        AwaitProcessed(gateway);
        Assert.Single(_log.Lines);

        Advance(TimeSpan.FromSeconds(1));

        AwaitAssert(() => Assert.StartsWith("2 request(s) refused with 503", _log.Lines.Last(), StringComparison.Ordinal));
    }

    [Fact]
    public void Says_that_there_is_no_worker_when_none_was_ready()
    {
        IActorRef gateway = Gateway();
        Submit(gateway, 1);
        AwaitProcessed(gateway);

        Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Refusal.NoWorker, ExpectMsg<GatewayProtocol.Refused>().Reason);
    }

    [Fact]
    public void Ignores_places_of_a_generation_that_is_gone()
    {
        IActorRef gateway = Gateway();
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        Submit(gateway, 1);
        ExpectMsg<GatewayProtocol.Dispatched>();
        gateway.Tell(new WorkerProtocol.Lost(1, 1));
        gateway.Tell(new WorkerProtocol.Ready(1, 2, 1));
        Submit(gateway, 2, 3);
        ExpectMsg<GatewayProtocol.Dispatched>();

        gateway.Tell(new WorkerProtocol.Finished(1, 1, 1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        gateway.Tell(new WorkerProtocol.Finished(1, 2, 2));
        Assert.Equal(3, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
    }

    [Fact]
    public void A_late_loss_of_an_old_generation_does_not_close_the_new_one()
    {
        IActorRef gateway = Gateway();
        gateway.Tell(new WorkerProtocol.Ready(1, 2, 1));
        gateway.Tell(new WorkerProtocol.Lost(1, 1));
        Submit(gateway, 1);

        ExpectMsg<GatewayProtocol.Dispatched>();
    }

    [Fact]
    public void A_returned_request_goes_before_those_that_wait()
    {
        IActorRef gateway = Gateway(queueSize: 1);
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        Submit(gateway, 1);
        ExpectMsg<GatewayProtocol.Dispatched>();
        Submit(gateway, 2);
        var run = _worker.ExpectMsg<WorkerProtocol.Run>();
        gateway.Tell(new WorkerProtocol.Lost(1, 1));
        gateway.Tell(new WorkerProtocol.Returned(1, run.Generation, run.Request, run.Connection));
        gateway.Tell(new WorkerProtocol.Ready(1, 2, 1));

        Assert.Equal(1, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
    }

    [Fact]
    public void A_withdrawn_request_never_reaches_a_worker()
    {
        IActorRef gateway = Gateway();
        Submit(gateway, 1, 2);
        gateway.Tell(new GatewayProtocol.Withdraw(1, AbandonReason.ClientGone, null));
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 2));

        Assert.Equal(2, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Tells_the_worker_to_abandon_a_request_that_is_withdrawn_after_it_was_given_away()
    {
        IActorRef gateway = Gateway();
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        Submit(gateway, 1);
        gateway.Tell(new GatewayProtocol.Withdraw(1, AbandonReason.ClientGone, null));

        _worker.ExpectMsg<WorkerProtocol.Run>();
        Assert.Equal(new ExchangeProtocol.Abandon(1, AbandonReason.ClientGone), _worker.ExpectMsg<ExchangeProtocol.Abandon>());
        gateway.Tell(new WorkerProtocol.Finished(1, 1, 1));
        gateway.Tell(new GatewayProtocol.Withdraw(1, AbandonReason.ClientGone, null));
        _worker.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Announces_the_first_ready_worker_once()
    {
        IActorRef gateway = Gateway(concurrency: 2);
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        gateway.Tell(new WorkerProtocol.Ready(2, 1, 1));

        _events.ExpectMsg<ServerEvents.GatewayReady>();
        _events.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Gives_the_application_up_when_every_worker_failed_its_first_boot()
    {
        IActorRef gateway = Gateway(concurrency: 2);
        gateway.Tell(new WorkerProtocol.BootFailed(1, "no module", "traceback"));
        gateway.Tell(new WorkerProtocol.BootFailed(1, "no module", "traceback"));
        _events.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        gateway.Tell(new WorkerProtocol.BootFailed(2, "no module", "traceback"));

        Assert.Equal(new ServerEvents.ApplicationLoadFailed("no module", "traceback"), _events.ExpectMsg<ServerEvents.ApplicationLoadFailed>());
    }

    [Fact]
    public void Never_gives_up_an_application_that_was_ready_once()
    {
        IActorRef gateway = Gateway(concurrency: 1);
        gateway.Tell(new WorkerProtocol.Ready(1, 1, 1));
        _events.ExpectMsg<ServerEvents.GatewayReady>();

        gateway.Tell(new WorkerProtocol.BootFailed(1, "broken since", null));

        _events.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Restarts_a_worker_that_faults_and_keeps_the_others()
    {
        IActorRef gateway = Sys.ActorOf(
            GatewayActor.Props(Settings(2, 10, TimeSpan.FromSeconds(5)), (number, _) => Props.Create(() => new FaultyWorker(number, TestActor)), _clock, NullLogger.Instance), "gateway");
        Assert.Equal(["started 1", "started 2"], new[] { ExpectMsg<string>(), ExpectMsg<string>() }.Order());

        Sys.ActorSelection("/user/gateway/worker-2").Tell("fault");

        ExpectMsg("started 2");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Tells_those_that_wait_when_it_ends_without_being_told_to()
    {
        IActorRef gateway = Gateway();
        Submit(gateway, 1);
        AwaitProcessed(gateway);

        Sys.Stop(gateway);

        Assert.Equal(Refusal.NoWorker, ExpectMsg<GatewayProtocol.Refused>().Reason);
    }

    [Fact]
    public void Refuses_the_waiting_and_stops_after_its_workers_when_told_to_end()
    {
        IActorRef gateway = Gateway(concurrency: 2);
        Submit(gateway, 1);
        Watch(gateway);

        gateway.Tell(GatewayProtocol.Stop.Instance);

        Assert.Equal(Refusal.Draining, ExpectMsg<GatewayProtocol.Refused>().Reason);
        _worker.ExpectMsg<WorkerProtocol.Shutdown>();
        Submit(gateway, 2);
        Assert.Equal(Refusal.Draining, ExpectMsg<GatewayProtocol.Refused>().Reason);
        _worker.ExpectMsg<WorkerProtocol.Shutdown>();
        Sys.ActorSelection("/user/gateway/*").Tell(PoisonPill.Instance);
        ExpectTerminated(gateway);
    }

    private IActorRef Gateway(int concurrency = 1, int queueSize = 100, TimeSpan? queueTimeout = null) => Sys.ActorOf(
        GatewayActor.Props(
            Settings(concurrency, queueSize, queueTimeout ?? TimeSpan.FromSeconds(5)),
            (_, _) => Props.Create(() => new Relay(_worker.Ref)),
            _clock,
            _log),
        "gateway");

    private static GatewaySettings Settings(int concurrency, int queueSize, TimeSpan queueTimeout) => new(
        concurrency, queueSize, queueTimeout, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), 64 * 1024);

    private void Submit(IActorRef gateway, params int[] exchanges)
    {
        foreach (int exchange in exchanges)
        {
            gateway.Tell(new GatewayProtocol.Submit(Requests.Get(exchange), TestActor));
        }
    }

    private void Advance(TimeSpan time)
    {
        _clock.Advance(time);
        ((TestScheduler)Sys.Scheduler).Advance(time);
    }

    // Identify is answered in the mailbox's order: whatever was told before is done.
    private void AwaitProcessed(IActorRef gateway)
    {
        TestProbe probe = CreateTestProbe();
        gateway.Tell(new Identify(1), probe.Ref);
        probe.ExpectMsg<ActorIdentity>();
    }

    private sealed class Relay(IActorRef target) : UntypedActor
    {
        protected override void OnReceive(object message) => target.Forward(message);
    }

    private sealed class FaultyWorker(int number, IActorRef told) : UntypedActor
    {
        protected override void PreStart() => told.Tell($"started {number}");

        protected override void OnReceive(object message) => throw new InvalidOperationException("fault");
    }
}
