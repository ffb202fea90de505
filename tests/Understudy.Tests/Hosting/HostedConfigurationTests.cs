using Akka.Configuration;
using Akka.Hosting;

namespace Understudy.Tests.Hosting;

public class HostedConfigurationTests
{
    [Theory]
    [InlineData(HoconAddMode.Append, "first")]
    [InlineData(HoconAddMode.Prepend, "second")]
    [InlineData(HoconAddMode.Replace, "second")]
    public async Task The_mode_says_who_wins(HoconAddMode mode, string winner)
    {
        var config = await ConfigOf(builder => builder
            .AddHocon("test { a = first, b = first }", HoconAddMode.Prepend)
            .AddHocon("test { a = second, c = second }", mode));
        Assert.Equal(winner, config.GetString("test.a"));
        Assert.Equal("first", config.GetString("test.b"));
        Assert.Equal("second", config.GetString("test.c"));
    }

    [Fact]
    public async Task The_runtimes_defaults_stand_behind_it() =>
        Assert.Equal(30, (await ConfigOf(_ => { })).GetInt("akka.actor.default-dispatcher.throughput"));

    [Fact]
    public async Task Reads_a_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "test.a = from-file");
        var config = await ConfigOf(builder => builder.AddHoconFile(file, HoconAddMode.Prepend));
        File.Delete(file);
        Assert.Equal("from-file", config.GetString("test.a"));
    }

    [Fact]
    public async Task Sets_how_long_a_question_waits()
    {
        var config = await ConfigOf(builder => builder.WithActorAskTimeout(TimeSpan.FromSeconds(7)));
        Assert.Equal(TimeSpan.FromSeconds(7), config.GetTimeSpan("akka.actor.ask-timeout"));
    }

    [Fact]
    public void The_builder_shows_what_was_added()
    {
        var builder = new AkkaConfigurationBuilder(new Microsoft.Extensions.DependencyInjection.ServiceCollection(), "none");
        Assert.Equal("x", builder.AddHocon("test.a = x", HoconAddMode.Append).Configuration.Value.GetString("test.a"));
    }

    private static async Task<Config> ConfigOf(Action<AkkaConfigurationBuilder> configure)
    {
        using var host = HostFixture.Build(configure);
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        var config = host.System().Settings.Config;
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
        return config;
    }
}
