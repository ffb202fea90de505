using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Tests.Server;

/// <summary>The failing pool: nobody waits for it, one start is tried at a time, and it heals by itself.</summary>
public sealed class GatewayFailingTests() : GatewayPoolTest(concurrency: 2)
{
    [Fact]
    public void Holds_all_workers_when_too_many_processes_died_early()
    {
        BeReady();
        FailFourTimes();
        ExpectNothingForWorkers();

        Tell(new WorkerProtocol.DiedEarly(2, "exited with code 3", null));

        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Hold>());
    }

    [Fact]
    public void Says_so_once_with_the_last_traceback_and_again_when_it_works()
    {
        Fail();
        AwaitProcessed();
        string line = Assert.Single(ServerLog.Lines, said => said.Contains("the pool is failing", StringComparison.Ordinal));
        Assert.Contains("5 processes died early within 10 s", line, StringComparison.Ordinal);
        Assert.Contains("worker-2: no module named x\n    Traceback\n      line 1", line, StringComparison.Ordinal);

        Tell(new WorkerProtocol.Ready(1, 8, 1));
        Tell(new WorkerProtocol.Settled(1, 8));
        Tell(new WorkerProtocol.Settled(1, 8));

        AwaitProcessed();
        Assert.Single(ServerLog.Lines, said => said.Contains("the pool works again", StringComparison.Ordinal));
    }

    [Fact]
    public void Does_not_count_deaths_before_the_application_could_be_loaded_once()
    {
        foreach (int _ in Enumerable.Range(0, 10))
        {
            Tell(new WorkerProtocol.BootFailed(1, "no module", null));
        }

        ExpectNothingForWorkers();
    }

    [Fact]
    public void Refuses_at_once_what_comes_and_what_waits()
    {
        BeReady();
        Submit(1);
        ExpectMsg<GatewayProtocol.Dispatched>();
        Submit(2);
        Tell(new WorkerProtocol.Lost(1, 7));
        FailFourTimes();
        Assert.Empty(Refused());

        Tell(new WorkerProtocol.DiedEarly(2, "exited with code 3", null));
        Submit(3);

        Assert.Equal([2, 3], Refused());
    }

    [Fact]
    public void Refuses_what_comes_back_to_it_while_it_fails()
    {
        BeReady();
        Submit(1);
        ExpectMsg<GatewayProtocol.Dispatched>();
        var run = Worker(1).ExpectMsg<WorkerProtocol.Run>();
        Tell(new WorkerProtocol.Lost(1, 7));
        FailFourTimes();
        Tell(new WorkerProtocol.DiedEarly(2, "exited with code 3", null));

        Tell(new WorkerProtocol.Returned(1, 7, run.Request, run.Connection));

        Assert.Equal([1], Refused());
    }

    [Fact]
    public void Lets_a_process_serve_that_is_ready_and_refuses_again_when_that_is_lost()
    {
        Fail();
        Tell(new WorkerProtocol.Ready(1, 8, 1));
        Submit(1, 2);
        Assert.Equal(1, ExpectMsg<GatewayProtocol.Dispatched>().Exchange);
        Assert.Empty(Refused());

        Tell(new WorkerProtocol.Lost(1, 8));

        Assert.Equal([2], Refused());
    }

    [Fact]
    public void Tries_one_worker_each_retry_in_turn()
    {
        Fail();
        Advance(Retry - TimeSpan.FromMilliseconds(1));
        ExpectNothingForWorkers();

        Advance(TimeSpan.FromMilliseconds(1));
        Worker(1).ExpectMsg<WorkerProtocol.TryStart>();
        ExpectNothingForWorkers();
        Advance(Retry);
        Worker(2).ExpectMsg<WorkerProtocol.TryStart>();
        ExpectNothingForWorkers();
        Advance(Retry);
        Worker(1).ExpectMsg<WorkerProtocol.TryStart>();
        ExpectNothingForWorkers();
    }

    [Fact]
    public void Releases_all_workers_when_the_tried_process_has_settled_and_not_before()
    {
        Fail();
        Advance(Retry);
        Worker(1).ExpectMsg<WorkerProtocol.TryStart>();
        Tell(new WorkerProtocol.Ready(1, 8, 1));
        ExpectNothingForWorkers();

        Tell(new WorkerProtocol.Settled(1, 8));

        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Release>());
        Advance(Retry);
        ExpectNothingForWorkers();
    }

    [Fact]
    public void Does_not_fail_while_a_settled_process_serves()
    {
        BeReady();
        Tell(new WorkerProtocol.Settled(1, 7));
        foreach (int _ in Enumerable.Range(0, 10))
        {
            Tell(new WorkerProtocol.DiedEarly(2, "exited with code 3", null));
        }

        ExpectNothingForWorkers();
    }

    private void BeReady() => Tell(new WorkerProtocol.Ready(1, 7, 1));

    private void FailFourTimes()
    {
        foreach (int _ in Enumerable.Range(0, 4))
        {
            Tell(new WorkerProtocol.DiedEarly(2, "exited with code 3", null));
        }
    }

    private void Fail()
    {
        BeReady();
        Tell(new WorkerProtocol.Lost(1, 7));
        FailFourTimes();
        Tell(new WorkerProtocol.BootFailed(2, "no module named x", "Traceback\n  line 1"));
        Assert.All(Workers, worker => worker.ExpectMsg<WorkerProtocol.Hold>());
    }

    private List<long> Refused()
    {
        AwaitProcessed();
        List<long> exchanges = [];
        while (HasMessages)
        {
            if (ReceiveOne(TimeSpan.Zero) is GatewayProtocol.Refused { Reason: Refusal.NoWorker } refused)
            {
                exchanges.Add(refused.Exchange);
            }
        }

        return exchanges;
    }
}
