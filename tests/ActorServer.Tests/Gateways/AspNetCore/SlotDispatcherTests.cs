namespace ActorServer.Tests.Gateways.AspNetCore;

public sealed class SlotDispatcherTests : SlotTest
{
    public SlotDispatcherTests()
        : base("blocking { type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool { thread-count = 2 } }") =>
        Settings = Settings with { Dispatcher = "blocking" };

    [Fact]
    public void Runs_the_application_on_the_dispatcher_also_after_an_await()
    {
        var threads = new List<bool>();
        Serve(async context =>
        {
            threads.Add(Thread.CurrentThread.IsThreadPoolThread);
            await Task.Delay(1);
            threads.Add(Thread.CurrentThread.IsThreadPoolThread);
        });

        ExpectFinished(Send());

        Assert.Equal([false, false], threads);
    }
}
