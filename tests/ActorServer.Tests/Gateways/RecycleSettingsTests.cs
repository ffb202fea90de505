using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>When processes have served their time, and when a pool fails: what the keys mean.</summary>
public sealed class RecycleSettingsTests
{
    private static readonly Config Reference = ConfigurationFactory.ParseString(
        File.ReadAllText(Path.Join(AppFolder.Fixture(""), "..", "..", "hocon", "reference.conf")));

    [Fact]
    public void Is_off_by_default() => Assert.Equal(new RecycleSettings(null, 0.1, null, null), WsgiSettings.From(Reference).Recycle);

    [Fact]
    public void Settles_as_long_as_an_early_death_may_come() => Assert.Equal(
        new BreakerSettings(5, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(3)),
        WsgiSettings.From(Over("actor-server.wsgi.early-death = 3s")).Breaker);

    [Theory]
    [InlineData("0", "0s", "0")]
    [InlineData("off", "off", "off")]
    public void Takes_nothing_for_off(string requests, string lifetime, string rss) => Assert.Equal(
        new RecycleSettings(null, 0.1, null, null),
        Recycle($"max-requests = {requests}, max-lifetime = {lifetime}, max-rss = {rss}"));

    [Fact]
    public void Takes_the_smallest_values() => Assert.Equal(
        new RecycleSettings(1, 0, TimeSpan.FromMilliseconds(1), 1 << 20),
        Recycle("max-requests = 1, max-requests-jitter = 0, max-lifetime = 1ms, max-rss = 1MiB"));

    [Theory]
    [InlineData("max-requests = -1")]
    [InlineData("max-requests = 00")]
    [InlineData("max-requests = 1.5")]
    [InlineData("max-requests = many")]
    [InlineData("max-requests-jitter = 1.1")]
    [InlineData("max-lifetime = 60")]
    [InlineData("max-rss = 1048575B")]
    [InlineData("max-rss = 300")]
    public void Refuses_what_is_no_such_value(string line)
    {
        var error = Assert.Single(Assert.Throws<SettingsException>(() => Recycle(line)).Errors);

        Assert.Equal("actor-server.wsgi.recycle." + line.Split(' ')[0], error.Key);
    }

    [Theory]
    [InlineData(0.0, 900)]
    [InlineData(0.5, 1000)]
    [InlineData(1.0, 1100)]
    public void Varies_the_requests_by_the_jitter(double chance, int requests) =>
        Assert.Equal(requests, new RecycleSettings(1000, 0.1, null, null).RequestsOfOne(chance));

    [Fact]
    public void Lets_a_process_answer_one_request_at_least() => Assert.Equal(1, new RecycleSettings(1, 1, null, null).RequestsOfOne(0));

    [Fact]
    public void Never_ends_without_a_limit() => Assert.Equal(int.MaxValue, new RecycleSettings(null, 0.1, null, null).RequestsOfOne(0.3));

    [Fact]
    public void Knows_the_memory_of_a_process_and_of_none()
    {
        Assert.InRange(ResidentMemory.Of(Environment.ProcessId) ?? 0, 1 << 20, 1L << 40);
        Assert.Null(ResidentMemory.Of(int.MaxValue));
    }

    private static RecycleSettings Recycle(string lines) => WsgiSettings.From(Over($"actor-server.wsgi.recycle {{ {lines} }}")).Recycle;

    private static Config Over(string hocon) => ConfigurationFactory.ParseString(hocon).WithFallback(Reference);
}
