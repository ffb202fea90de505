using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>Where an application comes from: its program's entry point, a member, or a host that runs already.</summary>
internal abstract class ApplicationSource : IDisposable
{
    private readonly TaskCompletionSource<ApplicationEnding> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the application that had been started ends without being told to; the first news counts.</summary>
    public Task<ApplicationEnding> Ended => _ended.Task;

    /// <summary>What the application failed with after its start, or null: it may become known only while it ends.</summary>
    public virtual ApplicationEnding? Fault => null;

    /// <summary>The source that the settings name.</summary>
    /// <param name="settings">What to load.</param>
    /// <param name="url">Where the server listens.</param>
    /// <param name="drainTimeout">How long the server may take to drain, which the application's host has to wait for.</param>
    /// <param name="loggers">The server's log, for applications that bring none.</param>
    public static ApplicationSource Of(AspNetCoreSettings settings, string url, TimeSpan drainTimeout, ILoggerFactory loggers) =>
        settings.Callable.Length == 0 ? new EntryPointSource(settings, url, drainTimeout) : new MemberSource(settings, loggers);

    /// <summary>Loads and starts the application; called once.</summary>
    /// <exception cref="ApplicationBootException">It could not be loaded or started.</exception>
    public abstract Task<HostedApplication> StartAsync();

    /// <summary>Tells the application that no new request will come, so that those that watch for its end can end too. Returns at once.</summary>
    public virtual void BeginStop()
    {
    }

    /// <summary>Completes when the application has ended; it is told that its last request is over.</summary>
    public virtual Task StopAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Says that the application has ended.</summary>
    /// <param name="ending">How.</param>
    protected void End(ApplicationEnding ending) => _ended.TrySetResult(ending);
}
