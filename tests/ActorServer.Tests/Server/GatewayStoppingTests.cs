using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>The end of the pool while requests are under way: processes run what they have, and nobody gets anything new.</summary>
public sealed class GatewayStoppingTests() : GatewayPoolTest(concurrency: 1)
{
    [Fact]
    public void Refuses_what_a_worker_returns_because_no_process_would_take_it()
    {
        Tell(new WorkerProtocol.Ready(1, 7, 1));
        Submit(1);
        ExpectMsg<GatewayProtocol.Dispatched>();
        WorkerProtocol.Run run = Worker(1).ExpectMsg<WorkerProtocol.Run>();
        Tell(GatewayProtocol.Stop.Instance);
        Worker(1).ExpectMsg<WorkerProtocol.Shutdown>();

        Tell(new WorkerProtocol.Returned(1, 7, run.Request, TestActor));

        Assert.Equal(new GatewayProtocol.Refused(1, Refusal.Draining), ExpectMsg<GatewayProtocol.Refused>());
        ExpectNothingForWorkers();
    }

    [Fact]
    public void Takes_nothing_back_that_lies_in_the_channel_of_a_process()
    {
        Tell(new WorkerProtocol.Ready(1, 7, 2));
        GiveAhead();
        Tell(GatewayProtocol.Stop.Instance);
        AwaitProcessed();
        Worker(1).FishForMessage(message => message is WorkerProtocol.Shutdown);

        for (int look = 0; look < 3; look++)
        {
            // Longer than a process may be silent before it counts as slow, by both clocks.
            Advance(WorkerPlaces.Stall);
            ExpectNothingForWorkers();
        }
    }

    // Only a process that answers quickly gets one, by the machine's clock: it may need more than one try.
    private void GiveAhead()
    {
        for (int exchange = 1; ; exchange += 3)
        {
            Submit(exchange);
            Tell(new WorkerProtocol.Finished(1, 7, exchange));
            Submit(exchange + 1, exchange + 2);
            AwaitProcessed();
            ExpectMsg<GatewayProtocol.Dispatched>();
            ExpectMsg<GatewayProtocol.Dispatched>();
            if (HasMessages)
            {
                ExpectMsg<GatewayProtocol.Dispatched>();
                return;
            }

            Tell(new WorkerProtocol.Finished(1, 7, exchange + 1));
            ExpectMsg<GatewayProtocol.Dispatched>();
            Tell(new WorkerProtocol.Finished(1, 7, exchange + 2));
        }
    }
}
