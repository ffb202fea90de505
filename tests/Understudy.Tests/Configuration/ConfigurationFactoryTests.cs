using Akka.Configuration;

namespace Understudy.Tests.Configuration;

public class ConfigurationFactoryTests
{
    [Fact]
    public void The_runtime_has_defaults()
    {
        var defaults = ConfigurationFactory.Default();
        Assert.Equal("INFO", defaults.GetString("akka.loglevel"));
        Assert.Equal(30, defaults.GetInt("akka.actor.default-dispatcher.throughput"));
        Assert.Equal(TimeSpan.FromSeconds(5), defaults.GetTimeSpan("akka.coordinated-shutdown.default-phase-timeout"));
        Assert.Equal(["before-service-unbind"], defaults.GetStringList("akka.coordinated-shutdown.phases.service-unbind.depends-on"));
        Assert.True(defaults.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate"));
    }

    [Fact]
    public void An_application_without_settings_of_its_own_has_none() => Assert.True(ConfigurationFactory.Load().IsEmpty);

    [Fact]
    public void An_object_is_a_configuration()
    {
        var config = ConfigurationFactory.FromObject(new { a = new { b = 1, text = "x y", list = new[] { 1, 2 }, yes = true } });
        Assert.Equal(1, config.GetInt("a.b"));
        Assert.Equal("x y", config.GetString("a.text"));
        Assert.Equal([1, 2], config.GetIntList("a.list"));
        Assert.True(config.GetBoolean("a.yes"));
    }

    [Fact]
    public void A_resource_that_is_not_there_is_an_error()
    {
        Assert.ThrowsAny<ArgumentException>(() => ConfigurationFactory.FromResource<ConfigurationFactoryTests>("no.such.conf"));
        Assert.ThrowsAny<ArgumentException>(() => ConfigurationFactory.FromResource("no.such.conf", typeof(Config)));
    }

    [Fact]
    public void The_runtimes_defaults_are_a_resource() => Assert.Equal(
        ConfigurationFactory.Default().ToString(),
        ConfigurationFactory.FromResource("Akka.Configuration.akka.conf", Config.Empty).ToString());

    [Fact]
    public void An_absent_section_is_an_error_that_names_it()
    {
        var fault = ConfigurationException.NullOrEmptyConfig<Config>("akka.x");
        Assert.Contains("Config", fault.Message, StringComparison.Ordinal);
        Assert.Contains("akka.x", fault.Message, StringComparison.Ordinal);
    }
}
