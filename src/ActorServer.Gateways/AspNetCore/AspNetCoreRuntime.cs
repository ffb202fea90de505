using Akka.Dispatch;
using ActorServer.Gateways.AspNetCore.Exchanges;
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
    private DispatcherTaskScheduler? _scheduler;
    private long _generation;
    private int _isDisposed;

    /// <summary>Prepares the application of the settings; it is loaded at the first <see cref="BootAsync"/>.</summary>
    /// <param name="settings">What to load and how.</param>
    /// <param name="loggers">Where slots log.</param>
    /// <param name="url">Where the server listens, as the application is to know it: <c>http://127.0.0.1:9989</c>.</param>
    /// <param name="drainTimeout">How long the server may take to drain, which the application's host has to wait for; zero when not given.</param>
    public AspNetCoreRuntime(AspNetCoreSettings settings, ILoggerFactory loggers, string url, TimeSpan drainTimeout = default)
        : this(ApplicationSource.Of(settings, url, drainTimeout, loggers), loggers)
    {
    }

    private AspNetCoreRuntime(ApplicationSource source, ILoggerFactory loggers)
    {
        _source = source;
        Logger = loggers.CreateLogger("ActorServer.Gateways.AspNetCore");
        _boot = new Lazy<Task<HostedApplication>>(_source.StartAsync);
    }

    /// <summary>Completes when the application ends after its boot without being told to.</summary>
    public Task<ApplicationEnding> Ended => _source.Ended;

    /// <summary>What the application failed with after its boot, or null. It may become known only while it ends: ask again after <see cref="StopAsync"/>.</summary>
    public ApplicationEnding? Fault => _source.Fault;

    internal ILogger Logger { get; }

    /// <summary>The runtime of an application that runs already, in a host of its own.</summary>
    /// <param name="application">What its host gave to its server.</param>
    /// <param name="loggers">Where slots log.</param>
    public static AspNetCoreRuntime Of(HostedApplication application, ILoggerFactory loggers) => new(new RunningSource(application), loggers);

    /// <summary>The booted application; the first call starts it, all share its outcome.</summary>
    /// <exception cref="ApplicationBootException">It could not be loaded or started.</exception>
    public Task<HostedApplication> BootAsync() => _boot.Value;

    /// <summary>Runs the application's code on a dispatcher; the first call names it for all slots.</summary>
    internal DispatcherTaskScheduler SchedulerOn(MessageDispatcher dispatcher) =>
        LazyInitializer.EnsureInitialized(ref _scheduler, () => new DispatcherTaskScheduler(dispatcher));

    /// <summary>A number that no slot of this server had before.</summary>
    public long NextGeneration() => Interlocked.Increment(ref _generation);

    /// <summary>Tells the application that the server drains, so that its endless answers can end. Returns at once.</summary>
    public void BeginStop() => _source.BeginStop();

    /// <summary>Lets the application end: its last request is over.</summary>
    /// <param name="patience">How long it may take.</param>
    /// <param name="now">Cancelled when nothing is to be waited for any more.</param>
    /// <returns>False when it had not ended in time.</returns>
    public async Task<bool> StopAsync(TimeSpan patience, CancellationToken now = default)
    {
        var stopped = _source.StopAsync();
        await stopped.WaitAsync(patience, now).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return stopped.IsCompleted;
    }

    /// <summary>Unloads the application.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            _source.Dispose();
    }
}
