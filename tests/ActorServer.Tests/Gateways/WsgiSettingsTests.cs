using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>The settings of Python processes, from reference.conf and over it.</summary>
public class WsgiSettingsTests
{
    private static readonly Config Reference = ConfigurationFactory.ParseString(
        File.ReadAllText(Path.Join(AppFolder.Fixture(""), "..", "..", "hocon", "reference.conf")));

    [Fact]
    public void Reads_the_defaults()
    {
        var settings = WsgiSettings.From(Reference);
        Assert.Equal((".", "wsgi", "application", ""), (settings.Location, settings.Module, settings.Callable, settings.Python));
        Assert.Empty(settings.Environment);
        Assert.False(settings.IsEnvironmentClean);
        Assert.Equal(TimeSpan.FromSeconds(60), settings.BootTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.StopTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.KillDelay);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.EarlyDeath);
        Assert.Equal(new BackoffSettings(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), 0.2), settings.Backoff);
        Assert.Equal(new OutputSettings(8192, 1000), settings.Output);
        Assert.Equal(256 * 1024, settings.ResponseWindow);
        Assert.Equal(TimeSpan.FromSeconds(30), settings.RequestTimeout);
        Assert.True(settings.IsMultiprocess);
        Assert.False(settings.IsPreloaded);
    }

    [Theory]
    [InlineData("100ms", true)]
    [InlineData("99ms", false)]
    public void Takes_a_longest_wait_that_is_no_shorter_than_the_first(string longest, bool isTaken)
    {
        var config = Over($"actor-server.wsgi.backoff.max = {longest}");
        if (isTaken)
            Assert.Equal(TimeSpan.FromMilliseconds(100), WsgiSettings.From(config).Backoff.Max);
        else
            Assert.Contains("backoff.min", Assert.Single(Assert.Throws<SettingsException>(() => WsgiSettings.From(config)).Errors).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_multiprocess_with_one_worker() =>
        Assert.False(WsgiSettings.From(Over("actor-server.gateway.concurrency = 1")).IsMultiprocess);

    [Fact]
    public void Reads_the_variables_of_the_environment()
    {
        var settings = WsgiSettings.From(Over("""actor-server.application.environment { DEBUG = "1", PYDEV_SETTINGS_MODULE = settings }"""));
        Assert.Equal("1", settings.Environment["DEBUG"]);
        Assert.Equal("settings", settings.Environment["PYDEV_SETTINGS_MODULE"]);
    }

    [Fact]
    public void Names_everything_that_is_wrong_at_once()
    {
        var wrong = Over("""
            actor-server.wsgi.boot-timeout = soon
            actor-server.application.environment { "A=B" = 1 }
            actor-server.application.module = ""
            actor-server.gateway.response-window = 1B
            """);
        var error = Assert.Throws<SettingsException>(() => WsgiSettings.From(wrong));
        Assert.Equal(
            ["actor-server.application.module", "actor-server.application.environment", "actor-server.gateway.response-window", "actor-server.wsgi.boot-timeout"],
            error.Errors.Select(each => each.Key));
    }

    private static Config Over(string hocon) => ConfigurationFactory.ParseString(hocon).WithFallback(Reference);
}
