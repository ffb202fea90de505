using Akka.Actor;
using Akka.TestKit;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>A test of what a slot does with its processes when the gateway has its say: faked process actors, virtual time.</summary>
public abstract class WorkerPoolTest : GatewayTest
{
    private protected const int Number = 3;

    private readonly TestProbe _processes;

    private protected WorkerPoolTest(RecycleSettings? recycle = null, int depth = 2)
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
        Gateway.IgnoreNoMessages();
        Settings = AppFolder.Settings("/") with { EarlyDeath = TimeSpan.FromSeconds(1), ChannelDepth = depth };
        Settings = Settings with { Recycle = recycle ?? Settings.Recycle };
        _processes = CreateTestProbe("processes");
        (Runtime, var probe) = (NewRuntime(Settings), _processes.Ref);
        Worker = Sys.ActorOf(WsgiWorkerActor.Props(Number, Settings, Runtime, Gateway.Ref, (generation, batch) => FakeProcess.Props(generation, probe, batch)), "worker-3");
    }

    private protected WsgiSettings Settings { get; }

    private protected WsgiRuntime Runtime { get; }

    private protected IActorRef Worker { get; }

    private protected TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private protected FakeProcess.Born ExpectBirth() => _processes.ExpectMsg<FakeProcess.Born>(Ceiling);

    /// <summary>Two actors tell the probe, in either order.</summary>
    private protected FakeProcess.Born ExpectBirthBeside(object message)
    {
        var received = _processes.ReceiveN(2, Ceiling);
        Assert.Contains(message, received);
        return Assert.Single(received.OfType<FakeProcess.Born>());
    }

    private protected void ExpectNoBirth() => _processes.ExpectNoMsg(TimeSpan.FromMilliseconds(30));

    private protected void ExpectAtProcess<T>() => _processes.ExpectMsg<T>(Ceiling);

    private protected void ExpectAtProcess(object message) => _processes.ExpectMsg(message, Ceiling);

    /// <summary>A process that is ready, of which the gateway knows.</summary>
    private protected FakeProcess.Born ReadyProcess()
    {
        var born = ExpectBirth();
        SayReady(born);
        Gateway.ExpectMsg(new WorkerProtocol.Ready(Number, born.Generation, Settings.ChannelDepth), Ceiling);
        return born;
    }

    private protected FakeProcess.Born SettledProcess()
    {
        var born = ReadyProcess();
        Time.Advance(Settings.EarlyDeath);
        Gateway.ExpectMsg(new WorkerProtocol.Settled(Number, born.Generation), Ceiling);
        return born;
    }

    /// <summary>A process beside the one that serves, which is ready and of which the gateway knows.</summary>
    private protected FakeProcess.Born PreparedProcess(long renewal, long? batch)
    {
        Worker.Tell(new WorkerProtocol.Prepare(renewal, batch));
        var born = ExpectBirth();
        Assert.Equal(batch ?? Runtime.Committed, born.Batch);
        SayReady(born);
        Gateway.ExpectMsg(new WorkerProtocol.Prepared(Number, renewal), Ceiling);
        return born;
    }

    private protected GatewayRequest Send(FakeProcess.Born born, string path = "/")
    {
        var request = TestRequests.Get(path);
        Worker.Tell(Run(request, born.Generation));
        ExpectAtProcess<WorkerProtocol.Run>();
        return request;
    }

    private protected void Finish(FakeProcess.Born born, GatewayRequest request) => Say(born, new ProcessProtocol.Over(born.Generation, request.Exchange));

    private protected static void Say(FakeProcess.Born born, object message) => born.Actor.Tell(new FakeProcess.Say(message));

    private protected static void SayReady(FakeProcess.Born born) => Say(born, new ProcessProtocol.Ready(born.Generation, Environment.ProcessId, "3.11.2", "/usr/bin/python3"));

    private protected static void Kill(FakeProcess.Born born, string how = "exited with code 3", string? traceback = null) =>
        born.Actor.Tell(new FakeProcess.Die(new ProcessDiedException(born.Generation, how, traceback: traceback)));
}
