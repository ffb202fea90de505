using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>Who is given more than it runs: workers that answer quickly, and only while they do.</summary>
public sealed class WorkerPlacesAheadTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Gives_a_worker_that_is_not_known_to_be_quick_one_request()
    {
        WorkerPlaces places = Open(1, 4);
        Take(places);
        Assert.False(places.TryTake(out _));
    }

    [Fact]
    public void Fills_a_quick_worker_to_its_places_and_no_further()
    {
        WorkerPlaces places = Quick(1, 4);
        Assert.Equal([1, 1, 1, 1], Enumerable.Range(0, 4).Select(_ => Take(places)));
        Assert.False(places.TryTake(out _));
        Assert.Equal(3, places.Ahead);
        places.Free(1, 1);
        Assert.Equal(1, Take(places));
    }

    [Theory]
    [InlineData(1.99, true)]
    [InlineData(2, false)]
    public void Calls_quick_what_takes_less_than_two_milliseconds(double milliseconds, bool isQuick)
    {
        WorkerPlaces places = Open(1, 2);
        Take(places);
        _time.Add(milliseconds);
        places.Free(1, 1);
        Take(places);
        Assert.Equal(isQuick, places.TryTake(out _));
    }

    [Theory]
    [InlineData(4.99, true)]
    [InlineData(5, false)]
    public void Forgets_that_a_worker_was_quick_when_it_has_not_answered_for_five_milliseconds(double milliseconds, bool isQuick)
    {
        WorkerPlaces places = Quick(1, 3);
        Take(places);
        _time.Add(milliseconds);
        Assert.Equal(isQuick, places.TryTake(out _));
    }

    [Fact]
    public void Prefers_an_idle_worker_to_a_quick_one()
    {
        WorkerPlaces places = Quick(2, 4);
        Assert.Equal([1, 2], new[] { Take(places), Take(places) }.Order());
        Assert.Equal(0, places.Ahead);
    }

    [Fact]
    public void Goes_round_among_quick_workers()
    {
        WorkerPlaces places = Quick(2, 3);
        Take(places);
        Take(places);
        Assert.Equal([1, 2, 1, 2], Enumerable.Range(0, 4).Select(_ => Take(places)));
    }

    [Fact]
    public void Names_a_worker_as_stalled_while_it_has_something_behind_what_it_runs()
    {
        WorkerPlaces places = Quick(1, 2);
        Take(places);
        Take(places);
        Assert.Empty(places.Stalled());
        _time.Add(5);
        Assert.Equal([new WorkerPlaces.Place(1, 1)], places.Stalled());
        places.TakeBack(1, 1);
        Assert.Empty(places.Stalled());
        Assert.Equal(0, places.Ahead);
    }

    [Fact]
    public void Forgets_what_was_ahead_with_the_process()
    {
        WorkerPlaces places = Quick(1, 4);
        Take(places);
        Take(places);
        places.Close(1, 1);
        Assert.Equal(0, places.Ahead);
        places.Free(1, 1);
        places.TakeBack(1, 1);
        Assert.False(places.TryTake(out _));
        places.Open(1, 2, 4);
        Take(places);
        Assert.False(places.TryTake(out _));
    }

    private WorkerPlaces Open(int workers, int depth)
    {
        var places = new WorkerPlaces(workers, WorkerOrder.LongestFree, _time);
        for (int worker = 1; worker <= workers; worker++)
        {
            places.Open(worker, 1, depth);
        }

        return places;
    }

    // Each has just answered.
    private WorkerPlaces Quick(int workers, int depth)
    {
        WorkerPlaces places = Open(workers, depth);
        for (int worker = 0; worker < workers; worker++)
        {
            places.Free(Take(places), 1);
        }

        return places;
    }

    private static int Take(WorkerPlaces places)
    {
        Assert.True(places.TryTake(out WorkerPlaces.Place? place));
        return place.Value.Worker;
    }
}
