using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>Workers that run several requests at once: all of them are used, evenly, and none gets more than it runs.</summary>
public sealed class WorkerPlacesWidthTests
{
    [Fact]
    public void Gives_each_worker_as_many_as_it_runs_at_once_and_no_more()
    {
        WorkerPlaces places = Open(2, width: 3);
        Assert.Equal([1, 1, 1, 2, 2, 2], Enumerable.Range(0, 6).Select(_ => Take(places)).Order());
        Assert.False(places.TryTake(out _));
        places.Free(2, 1);
        Assert.Equal(2, Take(places));
        Assert.False(places.TryTake(out _));
    }

    [Fact]
    public void Spreads_requests_over_workers()
    {
        WorkerPlaces places = Open(3, width: 2);
        Assert.Equal([1, 2, 3, 1, 2, 3], Enumerable.Range(0, 6).Select(_ => Take(places)));
    }

    [Fact]
    public void Prefers_the_worker_that_runs_fewest()
    {
        WorkerPlaces places = Open(2, width: 4);
        Take(places, 8);
        places.Free(2, 1);
        places.Free(2, 1);
        places.Free(1, 1);
        Assert.Equal([2, 1, 2], [Take(places), Take(places), Take(places)]);
    }

    [Fact]
    public void Prefers_a_worker_that_runs_nothing()
    {
        WorkerPlaces places = Open(2, width: 2);
        Take(places, 4);
        places.Free(1, 1);
        places.Free(2, 1);
        places.Free(2, 1);
        Assert.Equal(2, Take(places));
    }

    [Fact]
    public void Gives_nothing_ahead_however_quick_a_worker_is_and_however_many_places_it_has()
    {
        WorkerPlaces places = Open(1, width: 2, places: 5);
        for (int round = 0; round < 3; round++)
        {
            Take(places, 2);
            Assert.False(places.TryTake(out _));
            Assert.Equal(0, places.Ahead);
            Assert.Empty(places.Stalled());
            places.Free(1, 1);
            places.Free(1, 1);
        }
    }

    [Fact]
    public void Has_room_again_for_what_was_taken_back()
    {
        WorkerPlaces places = Open(1, width: 2);
        Take(places, 2);
        places.TakeBack(1, 1);
        Assert.Equal(1, Take(places));
        Assert.False(places.TryTake(out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Forgets_what_a_lost_process_had(int taken)
    {
        WorkerPlaces places = Open(2, width: 2);
        Take(places, taken * 2);
        Assert.True(places.Close(1, 1));
        places.Free(1, 1);
        Assert.Equal(2 - taken, Enumerable.Range(0, 5).Count(_ => places.TryTake(out WorkerPlaces.Place? place) && place.Value.Worker == 2));
        places.Open(1, 2, 2, 2);
        Assert.Equal([1, 1], new[] { Take(places), Take(places) });
        Assert.False(places.TryTake(out _));
    }

    [Fact]
    public void Gives_as_many_back_as_were_taken()
    {
        WorkerPlaces places = Open(1, width: 2);
        Take(places);
        places.Free(1, 1);
        places.Free(1, 1);
        Take(places, 2);
        Assert.False(places.TryTake(out _));
    }

    private static WorkerPlaces Open(int workers, int width, int? places = null)
    {
        var opened = new WorkerPlaces(workers, WorkerOrder.LongestFree, TimeProvider.System);
        for (int worker = 1; worker <= workers; worker++)
        {
            opened.Open(worker, 1, places ?? width, width);
        }

        return opened;
    }

    private static void Take(WorkerPlaces places, int times)
    {
        for (int taken = 0; taken < times; taken++)
        {
            Take(places);
        }
    }

    private static int Take(WorkerPlaces places)
    {
        Assert.True(places.TryTake(out WorkerPlaces.Place? place));
        return place.Value.Worker;
    }
}
