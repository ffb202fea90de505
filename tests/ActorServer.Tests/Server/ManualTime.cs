namespace ActorServer.Tests.Server;

/// <summary>Timestamps that move when a test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _now = 1;

    public override long TimestampFrequency => 1_000_000;

    public override long GetTimestamp() => _now;

    public void Add(double milliseconds) => _now += (long)(milliseconds * 1000);
}
