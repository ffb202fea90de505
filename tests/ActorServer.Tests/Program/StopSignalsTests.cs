using System.Runtime.InteropServices;
using ActorServer.Hosting;

namespace ActorServer.Tests.Program;

public sealed class StopSignalsTests : IDisposable
{
    private readonly Clock clock = new();
    private readonly List<string> heard = [];
    private readonly StopSignals signals;

    public StopSignalsTests() => signals = new StopSignals(clock, signal => heard.Add("drain " + signal), signal => heard.Add("now " + signal), () => heard.Add("hang-up"));

    [Fact]
    public void The_first_signal_drains_and_a_later_one_means_now()
    {
        signals.Receive(PosixSignal.SIGTERM);
        clock.Advance(TimeSpan.FromSeconds(1));
        signals.Receive(PosixSignal.SIGINT);
        Assert.Equal(["drain SIGTERM", "now SIGINT"], heard);
    }

    [Fact]
    public void A_signal_within_a_second_of_the_first_is_its_echo()
    {
        signals.Receive(PosixSignal.SIGINT);
        clock.Advance(TimeSpan.FromMilliseconds(999));
        signals.Receive(PosixSignal.SIGINT);
        Assert.Equal(["drain SIGINT"], heard);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        signals.Receive(PosixSignal.SIGINT);
        Assert.Equal(["drain SIGINT", "now SIGINT"], heard);
    }

    [Fact]
    public void Now_is_said_once()
    {
        signals.Receive(PosixSignal.SIGTERM);
        clock.Advance(TimeSpan.FromSeconds(2));
        signals.Receive(PosixSignal.SIGTERM);
        signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["drain SIGTERM", "now SIGTERM"], heard);
    }

    [Fact]
    public void A_hang_up_neither_drains_nor_counts()
    {
        signals.Receive(PosixSignal.SIGHUP);
        signals.Receive(PosixSignal.SIGHUP);
        signals.Receive(PosixSignal.SIGTERM);
        Assert.Equal(["hang-up", "hang-up", "drain SIGTERM"], heard);
    }

    public void Dispose() => signals.Dispose();

    private sealed class Clock : TimeProvider
    {
        private long ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => ticks += time.Ticks;

        public override long GetTimestamp() => ticks;
    }
}
