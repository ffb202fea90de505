using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using AkkaLevel = Akka.Event.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace Understudy.Tests.Hosting;

public sealed class HostedLoggingTests : IDisposable
{
    private readonly RecordingLoggerProvider _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Log_events_go_to_the_hosts_loggers_with_their_level_and_cause()
    {
        await Run(
            builder => builder.ConfigureLoggers(loggers =>
            {
                loggers.LogLevel = AkkaLevel.DebugLevel;
                loggers.ClearLoggers().AddLoggerFactory();
            }),
            async system =>
            {
                system.Log.Debug("first {0}", 1);
                system.Log.Info("second {0}", 2);
                system.Log.Warning("third {0}", 3);
                system.Log.Error(new InvalidOperationException("why"), "fourth {0}", 4);
                await Until("fourth 4");
            });
        Assert.Equal(
            [Level.Debug, Level.Information, Level.Warning, Level.Error],
            new[] { "first 1", "second 2", "third 3", "fourth 4" }.Select(text => Line(text).Level));
        Assert.Equal("why", Line("fourth 4").Cause?.Message);
        Assert.Equal("Akka.Actor.ActorSystem", Line("second 2").Category);
    }

    [Fact]
    public async Task Below_the_level_nothing_is_logged()
    {
        await Run(
            builder => builder.ConfigureLoggers(loggers =>
            {
                loggers.LogLevel = AkkaLevel.WarningLevel;
                loggers.ClearLoggers().AddLoggerFactory();
            }),
            async system =>
            {
                system.Log.Info("quiet");
                system.Log.Warning("loud");
                await Until("loud");
            });
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains("quiet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_factory_of_ones_own_takes_the_place_of_the_hosts()
    {
        using var own = new RecordingLoggerProvider();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(own));
        await Run(
            builder => builder.ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory(factory)),
            async system =>
            {
                // Again and again: a line that is written while the logger is still starting may be lost.
                await WaitFor(() =>
                {
                    system.Log.Info("to the own");
                    return own.Lines.Any(line => line.Text.Contains("to the own", StringComparison.Ordinal));
                });
            });
        Assert.DoesNotContain(_log.Lines, line => line.Text.Contains("to the own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_configured_here_wins_over_hocon()
    {
        string? level = null, start = null;
        var count = 0;
        await Run(
            builder => builder
                .AddHocon("akka.loglevel = ERROR", HoconAddMode.Prepend)
                .ConfigureLoggers(loggers =>
                {
                    loggers.LogLevel = AkkaLevel.InfoLevel;
                    loggers.ClearLoggers().AddLoggerFactory().AddLogger<CountingLogger>();
                }),
            system =>
            {
                level = system.Settings.LogLevel;
                start = system.Settings.Config.GetString("akka.log-config-on-start");
                count = system.Settings.Loggers.Count;
                return Task.CompletedTask;
            });
        Assert.Equal("info", level, ignoreCase: true);
        Assert.Contains(start, new[] { "off", "false" });
        Assert.Equal(2, count);
    }

    private async Task Run(Action<AkkaConfigurationBuilder> configure, Func<ActorSystem, Task> act)
    {
        using var host = HostFixture.Build(configure, services => services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(Level.Trace)));
        await host.StartAsync().WaitAsync(HostFixture.Ceiling);
        await act(host.System());
        await host.StopAsync().WaitAsync(HostFixture.Ceiling);
    }

    private (string Category, Level Level, string Text, Exception? Cause) Line(string text) =>
        _log.Lines.Single(line => line.Text.Contains(text, StringComparison.Ordinal));

    private Task Until(string text) => WaitFor(() => _log.Lines.Any(line => line.Text.Contains(text, StringComparison.Ordinal)));

    private static async Task WaitFor(Func<bool> condition)
    {
        using var ceiling = new CancellationTokenSource(HostFixture.Ceiling);
        while (!condition()) await Task.Delay(5, ceiling.Token);
    }

    /// <summary>A logger of one's own.</summary>
    public sealed class CountingLogger : ReceiveActor, Akka.Dispatch.IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        public CountingLogger()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(_ => { });
        }
    }
}
