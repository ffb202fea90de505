using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>min(max, min · 2ⁿ), give or take the jitter.</summary>
public class BackoffSettingsTests
{
    private static readonly BackoffSettings Settings = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), 0.2);

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 200)]
    [InlineData(6, 6400)]
    [InlineData(7, 10_000)]
    [InlineData(8, 10_000)]
    [InlineData(int.MaxValue, 10_000)]
    public void Doubles_up_to_the_maximum(int earlierDeaths, int milliseconds) =>
        Assert.Equal(milliseconds, Settings.DelayAfter(earlierDeaths, 0.5).TotalMilliseconds);

    [Theory]
    [InlineData(0.0, 80)]
    [InlineData(0.25, 90)]
    [InlineData(1.0, 120)]
    public void Varies_by_the_jitter(double chance, int milliseconds) =>
        Assert.Equal(milliseconds, Settings.DelayAfter(0, chance).TotalMilliseconds, precision: 6);
}
