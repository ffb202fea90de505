namespace ActorServer.Server.Time;

/// <summary>
/// The clock of every deadline: it ticks every 100 ms and counts at most one second per tick, so that a server that was stopped
/// or starved never blames its clients for the time it lost. Wall-clock time (<see cref="TimeProvider.GetUtcNow"/>) is the system's own.
/// </summary>
public sealed class ServerClock : TimeProvider, IDisposable
{
    /// <summary>How often the clock advances.</summary>
    public static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _source;
    private readonly ITimer _timer;
    private long _lastTick;
    private long _now;

    /// <summary>Starts the clock at zero.</summary>
    /// <param name="source">What really passes; the system's time when null.</param>
    public ServerClock(TimeProvider? source = null)
    {
        _source = source ?? System;
        _lastTick = _source.GetTimestamp();
        _timer = _source.CreateTimer(static clock => ((ServerClock)clock!).Tick(), this, TickInterval, TickInterval);
    }

    /// <summary>Timestamps count in ticks of <see cref="TimeSpan"/>.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The server's time in 100 ns ticks since its start, as of the last tick of 100 ms.</summary>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>Stops the clock; its time stands still from then on.</summary>
    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        // Timers that fire late fire in a burst: each reads the real time that passed since the one before, so a burst counts once.
        long now = _source.GetTimestamp();
        TimeSpan passed = _source.GetElapsedTime(Interlocked.Exchange(ref _lastTick, now), now);
        if (passed <= TimeSpan.Zero)
        {
            return;
        }

        Interlocked.Add(ref _now, Math.Min(passed.Ticks, LongestStep.Ticks));
    }
}
