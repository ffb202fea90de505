using Akka.Actor;
using Akka.TestKit;
using ActorServer.Gateways;
using ActorServer.Gateways.Describing;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>What the slot tells of itself and its processes.</summary>
public class WsgiWorkerDescribingTests : GatewayTest
{
    private readonly TestProbe _processes;
    private readonly IActorRef _worker;

    public WsgiWorkerDescribingTests()
    {
        _processes = CreateTestProbe("processes");
        var probe = _processes.Ref;
        var settings = AppFolder.Settings("/");
        _worker = Sys.ActorOf(WsgiWorkerActor.Props(3, settings, NewRuntime(settings), Gateway.Ref, (generation, _) => FakeProcess.Props(generation, probe)), "worker-3");
    }

    [Fact]
    public void Tells_what_its_process_is_doing_and_with_which_request()
    {
        var born = _processes.ExpectMsg<FakeProcess.Born>(Ceiling);
        Assert.Equal((null, ProcessState.Booting, 0L), Only());
        Ready(born);
        Assert.Equal((4711, ProcessState.Idle, 0L), Only());

        var run = Give(born);
        Assert.Equal((4711, ProcessState.Busy, 0L), Only());
        Assert.Equal([(run.Request.Id, "GET /a\\\"b HTTP/1.1")], Status().Processes[0].Requests.Select(request => (request.Id, request.Line)));

        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Over(born.Generation, run.Request.Exchange)));
        Gateway.ExpectMsg<WorkerProtocol.Finished>(Ceiling);
        Assert.Equal((4711, ProcessState.Idle, 1L), Only());
        Assert.Null(Status().LastExit);
    }

    [Fact]
    public void Tells_which_process_is_stuck_beside_its_replacement()
    {
        var born = _processes.ExpectMsg<FakeProcess.Born>(Ceiling);
        Ready(born);
        Give(born);
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Stuck(born.Generation)));
        Gateway.ExpectMsg<WorkerProtocol.Lost>(Ceiling);
        Assert.Equal([ProcessState.Stuck, ProcessState.Booting], Status().Processes.Select(process => process.State));
    }

    [Fact]
    public void Tells_how_the_last_process_ended()
    {
        var born = _processes.ExpectMsg<FakeProcess.Born>(Ceiling);
        born.Actor.Tell(new FakeProcess.Die(new ProcessDiedException(born.Generation, "killed by SIGKILL")));
        AwaitAssert(() => Assert.Equal("killed by SIGKILL", Status().LastExit), Ceiling);
    }

    private void Ready(FakeProcess.Born born)
    {
        born.Actor.Tell(new FakeProcess.Say(new ProcessProtocol.Ready(born.Generation, 4711, "3.11.2", "/usr/bin/python3")));
        Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
    }

    private WorkerProtocol.Run Give(FakeProcess.Born born)
    {
        var run = Run(TestRequests.Get("/a\"b"), born.Generation);
        _worker.Tell(run);
        _processes.ExpectMsg<WorkerProtocol.Run>(Ceiling);
        return run;
    }

    private (int?, ProcessState, long) Only()
    {
        var only = Assert.Single(Status().Processes);
        return (only.Pid, only.State, only.Served);
    }

    private WorkerStatus Status()
    {
        var asker = CreateTestProbe();
        _worker.Tell(new GatewayProtocol.Describe(asker.Ref));
        return asker.ExpectMsg<WorkerStatus>(Ceiling);
    }
}
