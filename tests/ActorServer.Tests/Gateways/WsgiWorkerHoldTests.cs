using Akka.Actor;
using ActorServer.Gateways;

namespace ActorServer.Tests.Gateways;

/// <summary>The slot in a failing pool: the gateway says when its processes start.</summary>
public sealed class WsgiWorkerHoldTests : WorkerPoolTest
{
    [Fact]
    public void Tells_of_an_early_death_after_ready_with_its_cause()
    {
        var born = ReadyProcess();

        Kill(born, "exited with code 3");

        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.DiedEarly(Number, "exited with code 3", null), Ceiling);
    }

    [Fact]
    public void Tells_nothing_of_the_death_of_a_settled_process()
    {
        var born = SettledProcess();

        Kill(born, "killed by SIGKILL");

        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, born.Generation), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Restarted(Number, RestartReason.Death), Ceiling);
    }

    [Fact]
    public void Takes_back_the_start_that_waits_when_it_is_held()
    {
        Kill(ExpectBirth());
        Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);

        Worker.Tell(WorkerProtocol.Hold.Instance);

        AwaitWorker();
        Time.Advance(TimeSpan.FromMinutes(1));
        ExpectNoBirth();
    }

    [Fact]
    public void Starts_nothing_after_a_death_while_it_is_held()
    {
        var born = ExpectBirth();
        Worker.Tell(WorkerProtocol.Hold.Instance);
        Kill(born);
        Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        AwaitLog("worker-3: its process died early: exited with code 3; the pool is failing");

        Time.Advance(TimeSpan.FromMinutes(1));

        ExpectNoBirth();
    }

    [Fact]
    public void Starts_one_process_when_it_is_told_to_try()
    {
        HoldWithoutProcess();

        Worker.Tell(WorkerProtocol.TryStart.Instance);
        Worker.Tell(WorkerProtocol.TryStart.Instance);

        Gateway.ExpectMsg(new WorkerProtocol.Restarted(Number, RestartReason.Death), Ceiling);
        Kill(ExpectBirth());
        Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        Time.Advance(TimeSpan.FromMinutes(1));
        ExpectNoBirth();
    }

    [Fact]
    public void Starts_by_itself_again_when_it_is_released_and_its_back_off_begins_anew()
    {
        HoldWithoutProcess();

        Worker.Tell(WorkerProtocol.Release.Instance);

        Kill(ExpectBirth());
        AwaitLog("the next start is in 100 ms");
        Time.Advance(TimeSpan.FromMilliseconds(100));
        ExpectBirth();
    }

    [Fact]
    public void Serves_while_it_is_held()
    {
        var born = ReadyProcess();
        Worker.Tell(WorkerProtocol.Hold.Instance);

        var request = Send(born);
        Finish(born, request);

        Gateway.ExpectMsg(new WorkerProtocol.Finished(Number, born.Generation, request.Exchange), Ceiling);
    }

    private void HoldWithoutProcess()
    {
        var born = ExpectBirth();
        Worker.Tell(WorkerProtocol.Hold.Instance);
        Kill(born);
        Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        AwaitLog("the pool is failing");
    }

    // Identify is answered in the mailbox's order: whatever was told before is done.
    private void AwaitWorker()
    {
        var probe = CreateTestProbe();
        Worker.Tell(new Identify(1), probe.Ref);
        probe.ExpectMsg<ActorIdentity>(Ceiling);
    }
}
