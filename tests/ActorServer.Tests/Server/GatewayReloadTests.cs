using Akka.Actor;
using Akka.TestKit;
using ActorServer.Gateways;
using ActorServer.Server.Gateway;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>A reload: all workers prepare, the first before the others, and then change together; or all stay as they are.</summary>
public sealed class GatewayReloadTests() : GatewayPoolTest(concurrency: 3)
{
    [Fact]
    public void Tries_the_first_worker_before_the_others()
    {
        Tell(GatewayProtocol.Reload.Instance);
        var canary = Worker(1).ExpectMsg<WorkerProtocol.Prepare>();
        Assert.NotNull(canary.Batch);
        ExpectNothingForWorkers();

        Tell(new WorkerProtocol.Prepared(1, canary.Renewal));

        Worker(2).ExpectMsg(canary);
        Worker(3).ExpectMsg(canary);
    }

    [Fact]
    public void Commits_all_when_the_last_is_prepared_and_the_first_has_lived_for_a_while()
    {
        var prepare = PrepareAll();
        Advance(Settling - TimeSpan.FromMilliseconds(1));
        ExpectNothingForWorkers();
        ExpectNoMsg(TimeSpan.Zero);

        Advance(TimeSpan.FromMilliseconds(1));

        Assert.All(Workers, worker => worker.ExpectMsg(new WorkerProtocol.Commit(prepare.Renewal, prepare.Batch)));
        ExpectMsg(new GatewayProtocol.Reloaded(true, "3 workers serve the new generation", null));
    }

    [Fact]
    public void Commits_at_once_when_the_others_took_longer_than_that()
    {
        var prepare = PrepareCanary();
        Tell(new WorkerProtocol.Prepared(2, prepare.Renewal));
        Advance(Settling);
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));

        Tell(new WorkerProtocol.Prepared(3, prepare.Renewal));

        Assert.True(ExpectMsg<GatewayProtocol.Reloaded>().IsDone);
    }

    [Fact]
    public void Rolls_all_back_when_one_cannot_be_prepared()
    {
        var prepare = PrepareCanary();

        Tell(new WorkerProtocol.NotPrepared(2, prepare.Renewal, "no module named x", "Traceback"));

        Assert.All(Workers, worker => worker.ExpectMsg(new WorkerProtocol.Rollback(prepare.Renewal, prepare.Batch)));
        ExpectMsg(new GatewayProtocol.Reloaded(false, "worker-2 could not boot the new generation: no module named x; nothing has changed", "Traceback"));
        Assert.Contains(ServerLog.Lines, line => line.Contains("not reloaded: worker-2 could not boot", StringComparison.Ordinal) && line.EndsWith("\n    Traceback", StringComparison.Ordinal));
    }

    [Fact]
    public void Rolls_back_when_a_prepared_process_dies_before_the_commit()
    {
        var prepare = PrepareAll();

        Tell(new WorkerProtocol.NotPrepared(1, prepare.Renewal, "exited with code 3", null));

        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Rollback>());
        Assert.False(ExpectMsg<GatewayProtocol.Reloaded>().IsDone);
        Advance(Settling);
        ExpectNothingForWorkers();
    }

    [Fact]
    public void Ignores_what_is_said_of_an_earlier_reload()
    {
        var first = PrepareCanary();
        Tell(new WorkerProtocol.NotPrepared(2, first.Renewal, "no module", null));
        ExpectMsg<GatewayProtocol.Reloaded>();
        ReceiveAllRollbacks();
        var second = PrepareCanary();
        Assert.True(second.Renewal > first.Renewal && second.Batch > first.Batch);

        Tell(new WorkerProtocol.Prepared(2, first.Renewal));
        Tell(new WorkerProtocol.NotPrepared(3, first.Renewal, "late", null));
        Tell(new WorkerProtocol.Prepared(3, second.Renewal));
        Advance(Settling);

        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void Runs_once_more_for_all_who_asked_while_one_ran()
    {
        TestProbe second = CreateTestProbe();
        TestProbe third = CreateTestProbe();
        var prepare = PrepareAll();
        Gateway.Tell(GatewayProtocol.Reload.Instance, second.Ref);
        Gateway.Tell(GatewayProtocol.Reload.Instance, third.Ref);
        Advance(Settling);
        ExpectMsg<GatewayProtocol.Reloaded>();
        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Commit>());

        var again = Worker(1).ExpectMsg<WorkerProtocol.Prepare>();
        Assert.True(again.Batch > prepare.Batch);
        second.ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        Tell(new WorkerProtocol.NotPrepared(1, again.Renewal, "broken meanwhile", null));

        Assert.False(second.ExpectMsg<GatewayProtocol.Reloaded>().IsDone);
        Assert.False(third.ExpectMsg<GatewayProtocol.Reloaded>().IsDone);
        ReceiveAllRollbacks();
        ExpectNothingForWorkers();
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Rolls_back_and_answers_when_the_server_stops()
    {
        TestProbe second = CreateTestProbe();
        PrepareAll();
        Gateway.Tell(GatewayProtocol.Reload.Instance, second.Ref);

        Tell(GatewayProtocol.Stop.Instance);

        Assert.False(ExpectMsg<GatewayProtocol.Reloaded>().IsDone);
        Assert.False(second.ExpectMsg<GatewayProtocol.Reloaded>().IsDone);
        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Rollback>());
        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Shutdown>());
        Tell(GatewayProtocol.Reload.Instance);
        ExpectMsg(new GatewayProtocol.Reloaded(false, "the server is stopping", null));
        Advance(Settling);
        ExpectNothingForWorkers();
    }

    [Fact]
    public void Heals_a_failing_pool()
    {
        Tell(new WorkerProtocol.Ready(1, 7, 1));
        Tell(new WorkerProtocol.Lost(1, 7));
        foreach (int _ in Enumerable.Range(0, 5))
        {
            Tell(new WorkerProtocol.DiedEarly(2, "exited with code 3", null));
        }

        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Hold>());
        PrepareAll();
        Advance(Settling);
        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Commit>());
        Assert.True(ExpectMsg<GatewayProtocol.Reloaded>().IsDone);

        Submit(1);
        Tell(new WorkerProtocol.Ready(2, 9, 1));
        Assert.Equal(1, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
        Advance(Retry);
        Worker(2).ExpectMsg<WorkerProtocol.Run>();
        ExpectNothingForWorkers();
    }

    [Fact]
    public void Still_knows_who_runs_what_was_given_to_the_process_before()
    {
        Tell(new WorkerProtocol.Ready(1, 7, 1));
        Submit(1);
        Worker(1).ExpectMsg<WorkerProtocol.Run>();
        Tell(new WorkerProtocol.Ready(1, 8, 1));

        Tell(new GatewayProtocol.Withdraw(1, AbandonReason.ClientGone, null));

        Worker(1).ExpectMsg(new ExchangeProtocol.Abandon(1, AbandonReason.ClientGone));
    }

    [Fact]
    public void Refuses_where_workers_have_no_processes_of_their_own()
    {
        var gateway = Sys.ActorOf(GatewayActor.Props(
            new GatewaySettings(1, 1, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), 64 * 1024),
            (_, _) => Props.Empty,
            TimeProvider.System,
            NullLogger.Instance));

        gateway.Tell(GatewayProtocol.Reload.Instance, TestActor);

        var answer = ExpectMsg<GatewayProtocol.Reloaded>();
        Assert.False(answer.IsDone);
        Assert.EndsWith("restart the server to load a new build", answer.Message, StringComparison.Ordinal);
    }

    private WorkerProtocol.Prepare PrepareCanary()
    {
        Tell(GatewayProtocol.Reload.Instance);
        var prepare = Worker(1).ExpectMsg<WorkerProtocol.Prepare>();
        Tell(new WorkerProtocol.Prepared(1, prepare.Renewal));
        Worker(2).ExpectMsg(prepare);
        Worker(3).ExpectMsg(prepare);
        return prepare;
    }

    private WorkerProtocol.Prepare PrepareAll()
    {
        var prepare = PrepareCanary();
        Tell(new WorkerProtocol.Prepared(2, prepare.Renewal));
        Tell(new WorkerProtocol.Prepared(3, prepare.Renewal));
        return prepare;
    }

    private void ReceiveAllRollbacks() => Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Rollback>());
}
