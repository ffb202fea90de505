using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Http;

namespace ActorServer.Tests.Gateways;

/// <summary>The slot in a reload: the next process boots beside the one that serves, and takes over without the loss of a request; or ends, and nothing has changed.</summary>
public sealed class WsgiWorkerRenewalTests : WorkerPoolTest
{
    private const long Renewal = 5;
    private const long Batch = 42;

    private static readonly WorkerProtocol.Commit Commit = new(Renewal, Batch);

    [Fact]
    public void Serves_with_the_process_before_until_the_commit()
    {
        var old = SettledProcess();
        PreparedProcess(Renewal, Batch);

        var request = Send(old);
        Finish(old, request);

        Gateway.ExpectMsg(new WorkerProtocol.Finished(Number, old.Generation, request.Exchange), Ceiling);
        Assert.Equal(0, Runtime.Committed);
    }

    [Fact]
    public void Announces_the_next_process_and_lets_the_idle_one_leave()
    {
        var old = SettledProcess();
        var next = PreparedProcess(Renewal, Batch);

        Worker.Tell(Commit);

        Gateway.ExpectMsg(new WorkerProtocol.Restarted(Number, RestartReason.Reload), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Ready(Number, next.Generation, 2), Ceiling);
        ExpectAtProcess(ProcessProtocol.Leave.Instance);
        old.Actor.Tell(new FakeProcess.End());
        Send(next);
        Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        ExpectNoBirth();
    }

    [Fact]
    public void Tells_that_the_next_process_has_settled_when_it_serves_and_not_before()
    {
        SettledProcess();
        var next = PreparedProcess(Renewal, Batch);
        Time.Advance(Settings.EarlyDeath);
        Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));

        Worker.Tell(Commit);

        Gateway.ExpectMsg<WorkerProtocol.Restarted>(Ceiling);
        Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Settled(Number, next.Generation), Ceiling);
    }

    [Fact]
    public void Lets_the_process_before_finish_what_it_runs_and_gives_back_the_rest()
    {
        var old = SettledProcess();
        var running = Send(old, "/running");
        var unread = Send(old, "/unread");
        PreparedProcess(Renewal, Batch);

        Worker.Tell(Commit);

        Gateway.ExpectMsg<WorkerProtocol.Restarted>(Ceiling);
        Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
        ExpectAtProcess(ProcessProtocol.TakeBack.Instance);
        Say(old, new ProcessProtocol.TakenBack(old.Generation, [unread.Exchange]));
        Gateway.ExpectMsg(new WorkerProtocol.Returned(Number, old.Generation, unread, Connection.Ref), Ceiling);

        // It may take longer than any time-out of ours: the request has its own.
        Time.Advance(TimeSpan.FromMinutes(10));
        ExpectNoBirth();
        Worker.Tell(new ExchangeProtocol.Credit(running.Exchange, 7));
        ExpectAtProcess(new ExchangeProtocol.Credit(running.Exchange, 7));
        Finish(old, running);
        ExpectAtProcess(ProcessProtocol.Leave.Instance);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Returns_what_was_sent_to_the_process_before_while_the_next_took_over()
    {
        var old = SettledProcess();
        PreparedProcess(Renewal, Batch);
        Worker.Tell(Commit);
        Gateway.ExpectMsg<WorkerProtocol.Restarted>(Ceiling);
        Gateway.ExpectMsg<WorkerProtocol.Ready>(Ceiling);
        var late = TestRequests.Get("/late");

        Worker.Tell(Run(late, old.Generation));

        Gateway.ExpectMsg(new WorkerProtocol.Returned(Number, old.Generation, late, Connection.Ref), Ceiling);
    }

    [Fact]
    public void Costs_only_its_own_request_when_the_process_before_dies_while_it_finishes()
    {
        var old = SettledProcess();
        var running = Send(old);
        var next = PreparedProcess(Renewal, Batch);
        Worker.Tell(Commit);
        ExpectAtProcess(ProcessProtocol.TakeBack.Instance);

        Kill(old, "killed by SIGKILL");

        Connection.ExpectMsg(new ExchangeProtocol.Failed(running.Exchange, Refusal.WorkerDied), Ceiling);
        ExpectNoBirth();
        Send(next);
    }

    [Fact]
    public void Starts_nothing_when_the_process_before_is_stuck_while_it_finishes()
    {
        var old = SettledProcess();
        Send(old);
        var next = PreparedProcess(Renewal, Batch);
        Worker.Tell(Commit);
        ExpectAtProcess(ProcessProtocol.TakeBack.Instance);

        Say(old, new ProcessProtocol.Stuck(old.Generation));

        ExpectNoBirth();
        Send(next);
    }

    [Fact]
    public void Starts_later_processes_from_the_batch_that_serves()
    {
        SettledProcess();
        var next = PreparedProcess(Renewal, Batch);
        Worker.Tell(Commit);
        ExpectAtProcess(ProcessProtocol.Leave.Instance);
        Time.Advance(Settings.EarlyDeath);
        Gateway.FishForMessage(message => message is WorkerProtocol.Settled, Ceiling);

        Kill(next, "killed by SIGKILL");

        Assert.Equal(Batch, ExpectBirth().Batch);
    }

    [Fact]
    public void Ends_the_next_process_when_it_is_rolled_back_and_serves_on()
    {
        var old = SettledProcess();
        var next = PreparedProcess(Renewal, Batch);

        Worker.Tell(new WorkerProtocol.Rollback(Renewal, Batch));

        ExpectAtProcess(ProcessProtocol.Leave.Instance);
        next.Actor.Tell(new FakeProcess.End());
        Send(old);
        Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        Assert.Equal(0, Runtime.Committed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tells_why_the_next_process_died_before_and_after_it_was_prepared_and_starts_no_other(bool isPrepared)
    {
        var old = SettledProcess();
        FakeProcess.Born next;
        if (isPrepared)
        {
            next = PreparedProcess(Renewal, Batch);
        }
        else
        {
            Worker.Tell(new WorkerProtocol.Prepare(Renewal, Batch));
            next = ExpectBirth();
        }

        Kill(next, "no module", "Traceback");

        Gateway.ExpectMsg(new WorkerProtocol.NotPrepared(Number, Renewal, "no module", "Traceback"), Ceiling);
        Time.Advance(TimeSpan.FromMinutes(1));
        ExpectNoBirth();
        Send(old);
    }

    [Fact]
    public void Replaces_a_process_that_dies_during_the_preparation_as_usual()
    {
        var old = SettledProcess();
        var next = PreparedProcess(Renewal, Batch);

        Kill(old, "killed by SIGKILL");

        var replacement = ExpectBirth();
        Assert.Equal(0, replacement.Batch);
        Worker.Tell(Commit);
        ExpectAtProcess(ProcessProtocol.Leave.Instance);
        Gateway.FishForMessage(message => message is WorkerProtocol.Ready ready && ready.Generation == next.Generation, Ceiling);

        // It was on its way: its news is no news any more.
        SayReady(replacement);
        Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Boots_from_the_new_batch_when_the_next_process_died_as_the_commit_came()
    {
        var old = SettledProcess();
        var next = PreparedProcess(Renewal, Batch);
        Kill(next);
        Gateway.ExpectMsg<WorkerProtocol.NotPrepared>(Ceiling);

        Worker.Tell(Commit);

        var born = ExpectBirthBeside(ProcessProtocol.Leave.Instance);
        Assert.Equal(Batch, born.Batch);
        Gateway.ExpectMsg(new WorkerProtocol.Restarted(Number, RestartReason.Reload), Ceiling);
        Gateway.ExpectMsg(new WorkerProtocol.Lost(Number, old.Generation), Ceiling);
    }

    [Fact]
    public void Is_released_by_the_commit_of_a_reload()
    {
        var born = ExpectBirth();
        Worker.Tell(WorkerProtocol.Hold.Instance);
        Kill(born);
        Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        var next = PreparedProcess(Renewal, Batch);

        Worker.Tell(Commit);

        Gateway.FishForMessage(message => message is WorkerProtocol.Ready, Ceiling);
        Kill(next);
        AwaitLog("the next start is in 100 ms");
    }

    [Fact]
    public void Gives_up_the_start_that_waits_when_another_process_takes_over()
    {
        Kill(ExpectBirth());
        Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        PreparedProcess(Renewal, Batch);
        Worker.Tell(Commit);
        Gateway.FishForMessage(message => message is WorkerProtocol.Ready, Ceiling);

        Time.Advance(TimeSpan.FromMinutes(1));

        ExpectNoBirth();
    }

    [Fact]
    public void Ends_both_processes_after_Shutdown()
    {
        SettledProcess();
        PreparedProcess(Renewal, Batch);

        Worker.Tell(WorkerProtocol.Shutdown.Instance);

        ExpectAtProcess(ProcessProtocol.Leave.Instance);
        ExpectAtProcess(ProcessProtocol.Leave.Instance);
        Worker.Tell(new WorkerProtocol.Prepare(Renewal + 1, Batch + 1));
        Gateway.FishForMessage(message => message is WorkerProtocol.NotPrepared { Renewal: Renewal + 1 }, Ceiling);
    }

    [Fact]
    public void Says_that_nothing_is_prepared_when_it_fails_itself()
    {
        SettledProcess();
        PreparedProcess(Renewal, Batch);

        Worker.Tell(PoisonPill.Instance);

        Gateway.FishForMessage(message => message is WorkerProtocol.NotPrepared { Renewal: Renewal }, Ceiling);
    }
}
