using System.Runtime.InteropServices;
using ActorServer.Hosting;

namespace ActorServer.Tests.Program;

public sealed class StopSignalsTests : IDisposable
{
    private readonly Clock _clock = new();
    private readonly List<string> _heard = [];
    private readonly StopSignals _signals;

    public StopSignalsTests() => _signals = new StopSignals(_clock, signal => _heard.Add("drain " + signal), signal => _heard.Add("now " + signal), () => _heard.Add("hang-up"));

    [Fact]
    public void The_first_signal_drains_and_a_later_one_means_now()
    {
        _signals.Receive(PosixSignal.SIGTERM);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _signals.Receive(PosixSignal.SIGINT);
        Assert.Equal(["drain SIGTERM", "now SIGINT again"], _heard);
    }

    [Fact]
    public void A_signal_within_a_second_of_the_first_is_its_echo()
    {
        _signals.Receive(PosixSignal.SIGINT);
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        _signals.Receive(PosixSignal.SIGINT);
        Assert.Equal(["drain SIGINT"], _heard);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        _signals.Receive(PosixSignal.SIGINT);
        Assert.Equal(["drain SIGINT", "now SIGINT again"], _heard);
    }

    [Fact]
    public void Now_is_said_once()
    {
        _signals.Receive(PosixSignal.SIGTERM);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _signals.Receive(PosixSignal.SIGTERM);
        _signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["drain SIGTERM", "now SIGTERM again"], _heard);
    }

    [Fact]
    public void A_hang_up_neither_drains_nor_counts()
    {
        _signals.Receive(PosixSignal.SIGHUP);
        _signals.Receive(PosixSignal.SIGHUP);
        _signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["hang-up", "hang-up", "drain SIGTERM"], _heard);
    }

    [Fact]
    public void Whoever_asks_to_drain_counts_as_the_first_signal_and_never_as_the_second()
    {
        _signals.Drain("a command");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _signals.Drain("a command");
        Assert.Equal(["drain a command"], _heard);
        _signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["drain a command", "now SIGTERM again"], _heard);
    }

    [Fact]
    public void Whoever_asks_for_now_drains_first_and_is_not_asked_twice()
    {
        _signals.Now("a command");
        _signals.Now("a command");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["drain a command", "now a command"], _heard);
    }

    public void Dispose() => _signals.Dispose();

    private sealed class Clock : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
