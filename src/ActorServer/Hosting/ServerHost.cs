using Akka.Actor;
using Akka.Hosting;
using ActorServer.Gateways.Wsgi.Processes;
using ActorServer.Gateways;
using ActorServer.Server;
using ActorServer.Server.Configuration;
using ActorServer.Server.Dispatch;
using ActorServer.Server.Gateway;
using ActorServer.Server.Hosting;
using ActorServer.Server.Metrics;
using ActorServer.Server.Privileges;
using ActorServer.Server.Settings;
using ActorServer.Server.Systemd;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ActorServer.Hosting;

/// <summary>Runs the server from its configuration to its exit code: the generic host, in it the actor system, in it the tree of actors.</summary>
internal sealed partial class ServerHost : IDisposable
{
    private const string Name = "actorserver";

    private readonly LayeredConfiguration _configuration;
    private readonly ServerSettings _settings;
    private readonly Outcome _outcome;
    private StartReport? _report;
    private readonly CancellationTokenSource _now = new();

    private volatile ActorSystem? _system;

    // Set when the actor system is there; signals come on threads of their own, also before.
    private volatile ActorRegistry? _registry;
    private volatile ActorTree? _tree;

    private ServerHost(LayeredConfiguration configuration, LastWords lastWords)
    {
        _configuration = configuration;
        _manager = ServiceManager.Find(Environment.GetEnvironmentVariable, Forget);
        _settings = With(PassedSockets.Take(Environment.GetEnvironmentVariable, Forget), ServerSettings.From(configuration.Merged));
        _outcome = new Outcome(url =>
        {
            lastWords.OnReady();

            // A terminal that has been stopped stops who writes to it.
            _ = Task.Run(() => _report?.Ready(url));
        });
    }

    /// <summary>Runs until a signal or a failure ends it, and prints the final line.</summary>
    /// <param name="file">The YAML file as the person named it.</param>
    /// <param name="configuration">A configuration without problems.</param>
    /// <param name="error">Where the final line goes.</param>
    public static async Task<ExitCode> RunAsync(string file, LayeredConfiguration configuration, TextWriter error)
    {
        using var lastWords = new LastWords(error);
        using var server = new ServerHost(configuration, lastWords);
        if (server.CannotBecome() is { } obstacle)
        {
            await error.WriteLineAsync($"{Name}: {obstacle}");
            return ExitCode.BadConfiguration;
        }

        if (server._settings.Wsgi is { HasShortTurns: true })
            ProcessorTurns.WaitForThem();
        if (server._settings.Wsgi is { RunsOnEventLoop: true })
            EventLoop.Enable();
        server.SetMask();
        var ending = await server.RunAsync(file);
        if (ending.Details is not null)
            await error.WriteLineAsync(ending.Details.TrimEnd());
        await error.WriteLineAsync($"{Name}: {ending.Reason}");
        return ending.Code;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _manager?.Dispose();
        _now.Dispose();
    }

    private async Task<Outcome.Ending> RunAsync(string file)
    {
        try
        {
            using var host = Build();
            var loggers = host.Services.GetRequiredService<ILoggerFactory>();
            var logger = loggers.CreateLogger(Name);
            using var signals = new StopSignals(TimeProvider.System, signal => Drain(logger, signal), signal => StopNow(logger, signal), () => Reload(logger));
            signals.Listen();
            _report = new StartReport(file, _configuration, _settings, logger);
            _report.Begin();
            ReportIdentity(logger);
            using var metrics = new ServerMetrics(ServerVersion.Text);
            using var text = _settings.Admin.Listener is null ? null : new PrometheusText(ServerVersion.Text);
            using var tree = new ActorTree(_settings, url => MakeHost(url, loggers, signals), _outcome, loggers, metrics, text);
            await RunAsync(host, _tree = tree, logger);

            // That it failed may have become known only while it stopped: then it was no clean stop.
            if (tree.Host?.Fault is { } fault)
                return new Outcome.Ending(ExitCode.InternalError, fault.Reason, fault.Traceback);
        }
        catch (Exception exception)
        {
            // The last resort: whatever it is, the process ends with a reason and not with a crash dump.
            _outcome.End(ExitCode.InternalError, $"Internal error: {exception.Message}", exception.ToString());
        }

        return await _outcome.Ended;
    }

    private async Task RunAsync(IHost host, ActorTree tree, ILogger logger)
    {
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await host.StartAsync();
        var system = _system = host.Services.GetRequiredService<ActorSystem>();
        var registry = _registry = host.Services.GetRequiredService<ActorRegistry>();
        new ShutdownPhases(_settings, tree, logger, _now.Token).AddTo(system, registry);

        // Akka.Hosting stops the application when the actor system ends by itself.
        using var stopping = lifetime.ApplicationStopping.Register(() => _outcome.End(ExitCode.InternalError, "The actor system ended by itself; the log says why."));
        if (_manager is not null)
            ServiceNotifierActor.Start(system, _manager, system.ActorSelection("/user/gateway"), system.ActorSelection("/user/listener"));
        try
        {
            await tree.StartAsync(system, registry);
        }
        catch (PrivilegeException exception)
        {
            _outcome.End(ExitCode.BadConfiguration, exception.Message);
        }

        await _outcome.Ended;

        // What is released now may block, and the last actor may have ended on a thread that waits for sockets.
        await host.StopAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        _control?.Dispose();
    }

    private IHost Build()
    {
        // Without defaults: an appsettings.json or DOTNET_ variables of the application's folder must not change the server.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging
            .SetMinimumLevel(LineFormatter.LevelOf(_settings.Log.Level))
            .AddFilter("Microsoft", Microsoft.Extensions.Logging.LogLevel.Warning)
            .AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>()
            .AddConsole(options =>
            {
                options.FormatterName = LineFormatter.FormatterName;
                options.LogToStandardErrorThreshold = Microsoft.Extensions.Logging.LogLevel.Trace;

                // A terminal that nobody reads must not stop the server; dropped lines are counted in the log itself.
                options.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
                options.MaxQueueLength = 10_000;
            });
        TreeServices.AddTo(builder.Services, _configuration, _settings);
        return builder.Build();
    }

    private void Drain(ILogger logger, string signal)
    {
        LogDraining(logger, signal, _settings.Shutdown.DrainTimeout.TotalSeconds);
        _outcome.End(ExitCode.Clean, $"Stopped by {signal}.");
    }

    // The gateway says in the log what becomes of it.
    private void Reload(ILogger logger)
    {
        if (_tree?.Certificates is { } certificates)
        {
            var problem = certificates.Reload();

            // There is nothing else to reload then, and a refusal would be an error line for each new certificate. A service manager waits for the end of it all the same.
            if (_settings.AspNetCore is not null)
            {
                _system?.EventStream.Publish(new ServerEvents.ReloadBegan());
                _system?.EventStream.Publish(new ServerEvents.ReloadEnded(problem is null, problem ?? "the certificates are the new ones"));
                return;
            }
        }

        if (_registry is { } registry && registry.TryGet<GatewayActor>(out var gateway))
        {
            LogReload(logger);
            gateway.Tell(GatewayProtocol.Reload.Instance, ActorRefs.Nobody);
        }
        else
        {
            LogNothingToReload(logger);
        }
    }

    private void StopNow(ILogger logger, string signal)
    {
        LogNow(logger, signal);
        _now.Cancel();
    }

    [LoggerMessage(1, LogLevel.Information, "{Signal}: draining for at most {Seconds} s; a second signal means now")]
    private static partial void LogDraining(ILogger logger, string signal, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "{Signal}: stopping now")]
    private static partial void LogNow(ILogger logger, string signal);

    [LoggerMessage(3, LogLevel.Information, "SIGHUP: reload the application and the certificates")]
    private static partial void LogReload(ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "SIGHUP: nothing is loaded yet; the server goes on")]
    private static partial void LogNothingToReload(ILogger logger);
}
