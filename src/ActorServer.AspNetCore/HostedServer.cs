using Akka.Actor;
using Akka.Hosting;
using ActorServer.Gateways.AspNetCore;
using ActorServer.Server;
using ActorServer.Server.Configuration;
using ActorServer.Server.Hosting;
using ActorServer.Server.Metrics;
using ActorServer.Server.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorServer.AspNetCore;

/// <summary>
/// The tree of actors as the web server of a host: an actor system of its own, which starts with <see cref="StartAsync"/> and has ended when <see cref="StopAsync"/>
/// returns. Called by the host alone, each method once.
/// </summary>
internal sealed partial class HostedServer : IServer, IAsyncDisposable
{
    private readonly ActorServerOptions _options;
    private readonly IHostEnvironment _environment;
    private readonly ILoggerFactory _loggers;
    private readonly HostedObserver _observer;
    private readonly ILogger _logger;
    private readonly ServerAddressesFeature _addresses = new();
    private readonly CancellationTokenSource _now = new();
    private readonly ServerMetrics _metrics = new(ServerVersion.Text);
    private IHost? _host;
    private ActorTree? _tree;

    /// <summary>Made by the host's container.</summary>
    public HostedServer(IOptions<ActorServerOptions> options, IHostEnvironment environment, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    {
        _options = options.Value;
        _environment = environment;
        _loggers = loggers;
        _logger = loggers.CreateLogger<HostedServer>();
        _observer = new HostedObserver(lifetime, _logger);
        Features.Set<IServerAddressesFeature>(_addresses);
    }

    /// <inheritdoc/>
    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <inheritdoc/>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var configuration = HostedConfiguration.Read(_options, _addresses.Addresses, _environment.ContentRootPath);
        var settings = ServerSettings.From(configuration.Merged);
        var slots = settings.AspNetCore ?? throw new InvalidOperationException("The settings are not those of an ASP.NET Core application.");
        var hosted = HostedApplication.Of(application);
        _host = Build(configuration, settings);
        _tree = new ActorTree(settings, _ => new AspNetCoreHost(slots, AspNetCoreRuntime.Of(hosted, _loggers)), _observer, _loggers, _metrics);
        await _host.StartAsync(cancellationToken);
        var system = _host.Services.GetRequiredService<ActorSystem>();
        var registry = _host.Services.GetRequiredService<ActorRegistry>();
        new ShutdownPhases(settings, _tree, _logger, _now.Token).AddTo(system, registry);
        await _tree.StartAsync(system, registry);
        var url = await _observer.Ready.WaitAsync(cancellationToken);

        if (_addresses.Addresses.Count > 0 && !HostedConfiguration.UsesUrls(configuration))
            LogUrlsUnused(_logger, string.Join(", ", _addresses.Addresses), url);

        // What the host logs and applications read is where the server really is.
        _addresses.Addresses.Clear();
        _addresses.Addresses.Add(url.StartsWith(ListenerSettings.UnixPrefix, StringComparison.Ordinal) ? "http://" + url : url);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _observer.OnStopping();
        using var patience = cancellationToken.Register(_now.Cancel);
        if (_host is not null)
            await _host.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // After a start that failed nobody has stopped what was there already, and nothing is under way; a host that did not stop its server has no patience.
        if (_observer.Ready.IsCompletedSuccessfully)
            await _now.CancelAsync();
        await StopAsync(CancellationToken.None);
        _host?.Dispose();
        _tree?.Dispose();
        _metrics.Dispose();
        _now.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private IHost Build(LayeredConfiguration configuration, ServerSettings settings)
    {
        // Without defaults: the host's own configuration and its signals are the host's.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = _environment.ContentRootPath });
        builder.Services.AddSingleton(_loggers);
        TreeServices.AddTo(builder.Services, configuration, settings);
        return builder.Build();
    }

    [LoggerMessage(1, LogLevel.Warning, "{Urls} (urls) is not listened on: section ActorServer says {Url}")]
    private static partial void LogUrlsUnused(ILogger logger, string urls, string url);
}
