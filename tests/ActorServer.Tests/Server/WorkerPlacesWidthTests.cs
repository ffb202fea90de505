using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>Workers that run several requests at once: all of them are used, evenly, and what waits at one runs at another that has room.</summary>
public sealed class WorkerPlacesWidthTests
{
    private readonly ManualTime _time = new();

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
    public void Gives_ahead_only_when_every_thread_runs_something_and_one_has_answered_lately()
    {
        WorkerPlaces places = Open(2, width: 2, places: 4);
        Take(places, 4);
        Assert.False(places.TryTake(out _));
        _time.Add(14.9);
        places.Free(1, 1);
        Assert.Equal(1, Take(places));
        Assert.Equal(0, places.Ahead);
        Assert.Equal([1, 1], [Take(places), Take(places)]);
        Assert.Equal(2, places.Ahead);
        Assert.False(places.TryTake(out _));
    }

    [Fact]
    public void Gives_nothing_ahead_to_a_worker_whose_last_answer_took_long()
    {
        WorkerPlaces places = Open(1, width: 2, places: 4);
        Take(places, 2);
        _time.Add(15);
        places.Free(1, 1);
        Take(places);
        Assert.False(places.TryTake(out _));
    }

    [Fact]
    public void Names_a_worker_as_stalled_that_has_something_ahead_and_has_not_answered_for_fifteen_milliseconds()
    {
        WorkerPlaces places = Ahead();
        _time.Add(14.9);
        Assert.Empty(places.Stalled());
        _time.Add(0.1);
        Assert.Equal([new WorkerPlaces.Place(1, 1)], places.Stalled());
        Assert.False(places.TryTake(out _));
        places.TakeBack(1, 1);
        Assert.Empty(places.Stalled());
        Assert.Equal(0, places.Ahead);
    }

    [Fact]
    public void Is_uneven_while_something_waits_at_one_worker_and_another_has_room()
    {
        WorkerPlaces places = Ahead();
        Assert.False(places.IsUneven);
        places.Free(2, 1);
        Assert.True(places.IsUneven);
        Assert.Equal([new WorkerPlaces.Place(1, 1)], places.Crowded());
        places.TakeBack(1, 1);
        Assert.False(places.IsUneven);
        Assert.Equal(2, Take(places));
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
    public void Forgets_what_is_given_back_beyond_what_was_taken()
    {
        WorkerPlaces places = Open(1, width: 2);
        Take(places);
        places.Free(1, 1);
        places.Free(1, 1);
        Take(places, 2);
        Assert.False(places.TryTake(out _));
    }

    // Two workers that run two requests each; one waits behind those of the first.
    private WorkerPlaces Ahead()
    {
        WorkerPlaces places = Open(2, width: 2, places: 3);
        Take(places, 4);
        places.Free(1, 1);
        Assert.Equal([1, 1], [Take(places), Take(places)]);
        Assert.Equal(1, places.Ahead);
        return places;
    }

    private WorkerPlaces Open(int workers, int width, int? places = null)
    {
        var opened = new WorkerPlaces(workers, WorkerOrder.LongestFree, _time);
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
