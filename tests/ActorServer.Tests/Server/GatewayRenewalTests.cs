using ActorServer.Gateways;

namespace ActorServer.Tests.Server;

/// <summary>Processes that have served their time: their workers take turns, and a reload comes before them.</summary>
public sealed class GatewayRenewalTests() : GatewayPoolTest(concurrency: 3)
{
    [Fact]
    public void Gives_one_worker_its_turn_at_a_time()
    {
        Tell(new WorkerProtocol.RenewalWanted(3));
        Tell(new WorkerProtocol.RenewalWanted(1));
        var third = Worker(3).ExpectMsg<WorkerProtocol.Prepare>();
        Assert.Null(third.Batch);
        ExpectNothingForWorkers();

        Tell(new WorkerProtocol.Prepared(3, third.Renewal));

        Worker(3).ExpectMsg(new WorkerProtocol.Commit(third.Renewal, null));
        Worker(1).ExpectMsg<WorkerProtocol.Prepare>();
        ExpectNothingForWorkers();
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Goes_on_with_the_next_worker_when_one_fails()
    {
        Tell(new WorkerProtocol.RenewalWanted(2));
        Tell(new WorkerProtocol.RenewalWanted(3));
        var second = Worker(2).ExpectMsg<WorkerProtocol.Prepare>();

        Tell(new WorkerProtocol.NotPrepared(2, second.Renewal, "no module", "Traceback"));

        Worker(3).ExpectMsg<WorkerProtocol.Prepare>();
        AwaitProcessed();
        Assert.Empty(ServerLog.Lines);
    }

    [Fact]
    public void Lets_a_reload_go_first_and_forgets_who_wanted_a_turn_when_it_succeeds()
    {
        Tell(new WorkerProtocol.RenewalWanted(3));
        Tell(new WorkerProtocol.RenewalWanted(2));
        var postponed = Worker(3).ExpectMsg<WorkerProtocol.Prepare>();
        Tell(GatewayProtocol.Reload.Instance);
        Worker(3).ExpectMsg(new WorkerProtocol.Rollback(postponed.Renewal, null));
        var reload = Worker(1).ExpectMsg<WorkerProtocol.Prepare>();

        foreach (int worker in Enumerable.Range(1, 3))
        {
            Tell(new WorkerProtocol.Prepared(worker, reload.Renewal));
        }

        Advance(Settling);
        Assert.True(ExpectMsg<GatewayProtocol.Reloaded>().IsDone);
        Worker(2).ExpectMsg(reload);
        Worker(3).ExpectMsg(reload);
        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Commit>());
        ExpectNothingForWorkers();
    }

    [Fact]
    public void Takes_turns_up_again_when_the_reload_fails()
    {
        Tell(new WorkerProtocol.RenewalWanted(3));
        Tell(new WorkerProtocol.RenewalWanted(2));
        Worker(3).ExpectMsg<WorkerProtocol.Prepare>();
        Tell(GatewayProtocol.Reload.Instance);
        Worker(3).ExpectMsg<WorkerProtocol.Rollback>();
        var reload = Worker(1).ExpectMsg<WorkerProtocol.Prepare>();

        Tell(new WorkerProtocol.NotPrepared(1, reload.Renewal, "no module", null));

        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Rollback>());
        var again = Worker(3).ExpectMsg<WorkerProtocol.Prepare>();
        Tell(new WorkerProtocol.Prepared(3, again.Renewal));
        Worker(3).ExpectMsg<WorkerProtocol.Commit>();
        Worker(2).ExpectMsg<WorkerProtocol.Prepare>();
    }
}
