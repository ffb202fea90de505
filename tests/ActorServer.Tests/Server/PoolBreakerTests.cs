using ActorServer.Gateways.Wsgi;
using ActorServer.Server.Gateway;

namespace ActorServer.Tests.Server;

/// <summary>When the pool counts as failing: as many early deaths as are too many, close together, with no process that works.</summary>
public sealed class PoolBreakerTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly ManualClock _clock = new();
    private readonly PoolBreaker _breaker;

    public PoolBreakerTests() => _breaker = new PoolBreaker(new BreakerSettings(5, Within, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1)), 4, _clock);

    [Fact]
    public void Opens_with_the_fifth_death_and_not_with_the_fourth()
    {
        Assert.All(Enumerable.Range(0, 4), _ => Assert.False(Die()));
        Assert.False(_breaker.IsOpen);

        Assert.True(Die());

        Assert.True(_breaker.IsOpen);
    }

    [Fact]
    public void Says_once_that_it_opens()
    {
        Open();

        Assert.False(Die());
        Assert.True(_breaker.IsOpen);
    }

    [Fact]
    public void Counts_deaths_that_are_as_far_apart_as_is_allowed()
    {
        DieFourTimes();
        _clock.Advance(Within);

        Assert.True(Die());
    }

    [Fact]
    public void Forgets_deaths_that_are_longer_ago()
    {
        DieFourTimes();
        _clock.Advance(Within + TimeSpan.FromMilliseconds(1));

        Assert.False(Die());
        Assert.All(Enumerable.Range(0, 3), _ => Assert.False(Die()));
        Assert.True(Die());
    }

    [Fact]
    public void Does_not_count_while_one_process_works()
    {
        _breaker.Settle(2, 7);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.False(Die()));
        _breaker.Unsettle(2, 7);
        DieFourTimes();

        Assert.True(Die());
    }

    [Fact]
    public void Does_not_take_the_loss_of_an_earlier_process_for_that_of_a_settled_one()
    {
        _breaker.Settle(2, 7);

        _breaker.Unsettle(2, 6);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(Die()));
    }

    [Fact]
    public void Closes_when_a_process_has_settled_and_counts_from_the_beginning()
    {
        Open();

        Assert.True(_breaker.Settle(3, 9));

        Assert.False(_breaker.IsOpen);
        _breaker.Unsettle(3, 9);
        DieFourTimes();
        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public void Has_nothing_to_close_when_it_is_closed()
    {
        Assert.False(_breaker.Settle(1, 1));
        Assert.False(_breaker.Close());
    }

    [Fact]
    public void Tries_the_workers_in_turn() => Assert.Equal([1, 2, 3, 4, 1], Enumerable.Range(0, 5).Select(_ => _breaker.NextToTry()));

    private bool Die() => _breaker.Count();

    private void DieFourTimes() => Assert.All(Enumerable.Range(0, 4), _ => Assert.False(Die()));

    private void Open()
    {
        DieFourTimes();
        Assert.True(Die());
    }
}
