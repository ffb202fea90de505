using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Tests.Server;

/// <summary>The bound by age of the queue when requests come back into it.</summary>
public sealed class GatewayQueueAgeTests() : GatewayPoolTest(concurrency: 1)
{
    private static readonly TimeSpan QueueTimeout = TimeSpan.FromSeconds(60);

    [Fact]
    public void Refuses_on_time_what_waits_behind_a_request_that_was_given_back()
    {
        Tell(new WorkerProtocol.Ready(1, 7, 1));
        Submit(1, 2);
        ExpectMsg<GatewayProtocol.Dispatched>();
        WorkerProtocol.Run run = Worker(1).ExpectMsg<WorkerProtocol.Run>();
        Advance(QueueTimeout - TimeSpan.FromSeconds(1));
        Tell(new WorkerProtocol.Lost(1, 7));
        Tell(new WorkerProtocol.Returned(1, 7, run.Request, TestActor));

        Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new GatewayProtocol.Refused(2, Refusal.NoWorker), ExpectMsg<GatewayProtocol.Refused>());
        Advance(QueueTimeout);
        Assert.Equal(new GatewayProtocol.Refused(1, Refusal.NoWorker), ExpectMsg<GatewayProtocol.Refused>());
    }
}
