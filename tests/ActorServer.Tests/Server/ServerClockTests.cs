using ActorServer.Server.Time;

namespace ActorServer.Tests.Server;

/// <summary>The server's time: it follows real time in ticks, and a server that stood still loses a second at most.</summary>
public sealed class ServerClockTests
{
    [Fact]
    public void Advances_with_each_tick_by_what_has_passed()
    {
        var source = new ManualTimers();
        using var clock = new ServerClock(source);

        source.Pass(TimeSpan.FromMilliseconds(100));
        source.Pass(TimeSpan.FromMilliseconds(150));

        Assert.Equal(TimeSpan.FromMilliseconds(250), clock.GetElapsedTime(0));
    }

    [Fact]
    public void Counts_a_second_at_most_for_a_tick_that_comes_late()
    {
        var source = new ManualTimers();
        using var clock = new ServerClock(source);

        source.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(1), clock.GetElapsedTime(0));
    }

    /// <summary>Time whose timer fires once for each step, however long it is.</summary>
    private sealed class ManualTimers : TimeProvider
    {
        private long _now;
        private Action? _tick;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Pass(TimeSpan time)
        {
            _now += time.Ticks;
            _tick!(); // The clock makes its timer when it is built.
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
