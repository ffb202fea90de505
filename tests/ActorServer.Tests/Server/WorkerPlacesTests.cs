using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>Who gets the next request, and that places go with their generation.</summary>
public sealed class WorkerPlacesTests
{
    [Theory]
    [InlineData(WorkerOrder.LongestFree, new[] { 1, 2, 3, 2, 1 })]
    [InlineData(WorkerOrder.LastFreed, new[] { 3, 2, 1, 1, 2 })]
    public void Takes_workers_in_its_order(WorkerOrder order, int[] taken)
    {
        WorkerPlaces places = Open(3, order);
        int[] first = [Take(places), Take(places), Take(places)];
        Assert.Equal(taken[..3], first);
        Assert.False(places.TryTake(out _));
        places.Free(2, 1);
        places.Free(1, 1);
        Assert.Equal(taken[3..], new[] { Take(places), Take(places) });
    }

    [Theory]
    [InlineData(WorkerOrder.LongestFree)]
    [InlineData(WorkerOrder.LastFreed)]
    public void Skips_a_worker_that_is_lost_wherever_it_stands(WorkerOrder order)
    {
        for (int lost = 1; lost <= 3; lost++)
        {
            WorkerPlaces places = Open(3, order);
            Assert.True(places.Close(lost, 1));
            Assert.False(places.Close(lost, 1));
            Assert.Equal(2, places.ReadyWorkers);
            Assert.Equal(Enumerable.Range(1, 3).Where(worker => worker != lost), new int[] { Take(places), Take(places) }.Order());
            Assert.False(places.TryTake(out _));
        }
    }

    [Fact]
    public void Ignores_what_a_past_generation_gives_back()
    {
        WorkerPlaces places = Open(1, WorkerOrder.LongestFree);
        Take(places);
        places.Open(1, 2, 1);
        places.Free(1, 1);
        Assert.False(places.Close(1, 1));
        Assert.True(places.TryTake(out WorkerPlaces.Place? place));
        Assert.Equal(new WorkerPlaces.Place(1, 2), place);
        Assert.False(places.TryTake(out _));
        Assert.Equal(1, places.ReadyWorkers);
    }

    private static WorkerPlaces Open(int workers, WorkerOrder order)
    {
        var places = new WorkerPlaces(workers, order, TimeProvider.System);
        for (int worker = 1; worker <= workers; worker++)
        {
            places.Open(worker, 1, 1);
        }

        return places;
    }

    private static int Take(WorkerPlaces places)
    {
        Assert.True(places.TryTake(out WorkerPlaces.Place? place));
        return place.Value.Worker;
    }
}
