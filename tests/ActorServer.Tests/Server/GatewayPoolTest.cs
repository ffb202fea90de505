using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Server.Gateway;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>A test of what the gateway says to its workers about their processes: virtual time, one probe for each worker.</summary>
public abstract class GatewayPoolTest : TestKit
{
    protected static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);
    protected static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly TestProbe[] _workers;
    private readonly ManualClock _clock = new();

    protected GatewayPoolTest(int concurrency)
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
        _workers = [.. Enumerable.Range(0, concurrency + 1).Select(number => CreateTestProbe($"probe-{number}"))];
        Gateway = Sys.ActorOf(
            GatewayActor.Props(
                new GatewaySettings(concurrency, 100, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), 64 * 1024),
                (number, _) => Props.Create(() => new Relay(_workers[number].Ref)),
                _clock,
                ServerLog,
                breaker: new BreakerSettings(5, TimeSpan.FromSeconds(10), Retry, Settling)),
            "gateway");
    }

    protected IActorRef Gateway { get; }

    private protected RecordingLogger ServerLog { get; } = new();

    protected TestProbe Worker(int number) => _workers[number];

    protected IEnumerable<TestProbe> Workers => _workers.Skip(1);

    protected void Tell(object message) => Gateway.Tell(message, TestActor);

    protected void Submit(params int[] exchanges)
    {
        foreach (int exchange in exchanges)
        {
            Tell(new GatewayProtocol.Submit(Requests.Get(exchange), TestActor));
        }
    }

    protected void Advance(TimeSpan time)
    {
        AwaitProcessed();
        _clock.Advance(time);
        ((TestScheduler)Sys.Scheduler).Advance(time);
    }

    // Identify is answered in the mailbox's order: whatever was told before is done.
    protected void AwaitProcessed()
    {
        TestProbe probe = CreateTestProbe();
        Gateway.Tell(new Identify(1), probe.Ref);
        probe.ExpectMsg<ActorIdentity>();
    }

    /// <summary>Nothing has come to the workers, nor will it: the gateway has done everything.</summary>
    protected void ExpectNothingForWorkers()
    {
        AwaitProcessed();
        foreach (TestProbe worker in Workers)
        {
            worker.ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        }
    }

    private sealed class Relay(IActorRef target) : UntypedActor
    {
        protected override void OnReceive(object message) => target.Forward(message);
    }
}
