using ActorServer.Gateways.AspNetCore.Loading;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.AspNetCore;

/// <summary>
/// What all slots of a gateway share: the one application, booted once, and the counter of generations. One per server, made when the address is bound
/// and disposed after the actor system has ended.
/// </summary>
public sealed class AspNetCoreRuntime : IDisposable
{
    private readonly ApplicationSource _source;
    private readonly Lazy<Task<HostedApplication>> _boot;
    private long _generation;

    /// <summary>Prepares the application of the settings; it is loaded at the first <see cref="BootAsync"/>.</summary>
    /// <param name="settings">What to load and how.</param>
    /// <param name="loggers">Where slots log.</param>
    /// <param name="url">Where the server listens, as the application is to know it: <c>http://127.0.0.1:9989</c>.</param>
    public AspNetCoreRuntime(AspNetCoreSettings settings, ILoggerFactory loggers, string url)
        : this(ApplicationSource.Of(settings, url), loggers)
    {
    }

    private AspNetCoreRuntime(ApplicationSource source, ILoggerFactory loggers)
    {
        _source = source;
        Logger = loggers.CreateLogger("ActorServer.Gateways.AspNetCore");
        _boot = new Lazy<Task<HostedApplication>>(_source.StartAsync);
    }

    internal ILogger Logger { get; }

    /// <summary>The runtime of an application that runs already, in a host of its own.</summary>
    /// <param name="application">What its host gave to its server.</param>
    /// <param name="loggers">Where slots log.</param>
    public static AspNetCoreRuntime Of(HostedApplication application, ILoggerFactory loggers) => new(new RunningSource(application), loggers);

    /// <summary>The booted application; the first call starts it, all share its outcome.</summary>
    /// <exception cref="ApplicationBootException">It could not be loaded or started.</exception>
    public Task<HostedApplication> BootAsync() => _boot.Value;

    /// <summary>A number that no slot of this server had before.</summary>
    public long NextGeneration() => Interlocked.Increment(ref _generation);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
