using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>What lies ahead in one worker's channel is not overtaken by far: it is named for being taken back, once.</summary>
public sealed class WorkerPlacesOvertakingTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(2, false)]
    [InlineData(2.01, true)]
    public void Names_a_worker_whose_request_came_more_than_two_milliseconds_before(double milliseconds, bool isNamed)
    {
        WorkerPlaces places = Ahead(width: 2);
        _time.Add(milliseconds);
        Assert.Equal(isNamed, places.Overtaken(places.Now).Any());
    }

    [Fact]
    public void Names_it_once()
    {
        WorkerPlaces places = Ahead(width: 2);
        _time.Add(3);
        Assert.Equal([new WorkerPlaces.Place(1, 1)], places.Overtaken(places.Now));
        Assert.Empty(places.Overtaken(places.Now));
    }

    [Fact]
    public void Leaves_a_worker_that_has_nothing_ahead()
    {
        WorkerPlaces places = Ahead(width: 2);
        places.TakeBack(1, 1);
        _time.Add(3);
        Assert.Empty(places.Overtaken(places.Now));
    }

    [Fact]
    public void Leaves_a_worker_with_one_thread_to_its_own_time()
    {
        WorkerPlaces places = Ahead(width: 1);
        _time.Add(3);
        Assert.Empty(places.Overtaken(places.Now));
    }

    [Fact]
    public void Lets_what_was_taken_back_neither_overtake_nor_be_taken_back_again()
    {
        WorkerPlaces places = Ahead(width: 2);
        _time.Add(3);
        Assert.Empty(places.Overtaken(WorkerPlaces.TakenBack));

        places.NoteAhead(1, WorkerPlaces.TakenBack);
        Assert.Empty(places.Overtaken(places.Now));
    }

    [Fact]
    public void Says_of_each_place_whether_it_is_ahead()
    {
        WorkerPlaces places = Quick(width: 2);
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(_ => Take(places).IsAhead));
    }

    // All that a worker runs, and one ahead that comes now.
    private WorkerPlaces Ahead(int width)
    {
        WorkerPlaces places = Quick(width);
        while (!Take(places).IsAhead)
        {
        }

        places.NoteAhead(1, places.Now);
        return places;
    }

    private WorkerPlaces Quick(int width)
    {
        var places = new WorkerPlaces(1, WorkerOrder.LongestFree, _time);
        places.Open(1, generation: 1, places: width + 1, width);
        Take(places);
        places.Free(1, 1);
        return places;
    }

    private static WorkerPlaces.Place Take(WorkerPlaces places)
    {
        Assert.True(places.TryTake(out WorkerPlaces.Place? place));
        return place.Value;
    }
}
