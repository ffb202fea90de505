using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>Who has an exchange, also when the worker has a new process meanwhile.</summary>
public sealed class GivenExchangesTests
{
    [Fact]
    public void Knows_each_of_several_exchanges_of_a_worker_until_it_is_over()
    {
        var given = new GivenExchanges(2);
        given.Open(1, 2);
        given.Open(2, 2);
        given.Add(2, 10);
        given.Add(2, 11);
        given.Remove(2, 10);
        Assert.Equal([0, 2], [given.WorkerOf(10), given.WorkerOf(11)]);
    }

    [Fact]
    public void Keeps_what_the_process_before_still_runs()
    {
        var given = new GivenExchanges(1);
        given.Open(1, 1);
        given.Add(1, 10);
        given.Open(1, 1);
        given.Add(1, 11);
        Assert.Equal([1, 1], [given.WorkerOf(10), given.WorkerOf(11)]);
        given.Remove(1, 10);
        Assert.Equal([0, 1], [given.WorkerOf(10), given.WorkerOf(11)]);
    }

    [Fact]
    public void Knows_nobody_before_anybody_was_ready() => Assert.Equal(0, new GivenExchanges(3).WorkerOf(1));
}
