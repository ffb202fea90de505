using ActorServer.Server.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorServer.AspNetCore;

/// <summary>Tells a host what becomes of the tree of actors: a start that fails throws, an end later stops the host.</summary>
/// <param name="lifetime">The host's.</param>
/// <param name="logger">Says why.</param>
internal sealed partial class HostedObserver(IHostApplicationLifetime lifetime, ILogger logger) : ITreeObserver
{
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the URL when requests can be served; fails when they never will be.</summary>
    public Task<string> Ready => _ready.Task;

    /// <inheritdoc/>
    public Task Ended => _ended.Task;

    /// <inheritdoc/>
    public void OnReady(string url) => _ready.TrySetResult(url);

    /// <inheritdoc/>
    public void OnEnded(TreeEnding ending)
    {
        if (!_ended.TrySetResult())
            return;
        if (_ready.TrySetException(ending.Kind == TreeEnd.CannotBind ? new IOException(ending.Reason) : new InvalidOperationException(ending.Reason)))
        {
            // The host may have given up waiting.
            _ = _ready.Task.Exception;
            return;
        }

        LogEnded(logger, ending.Reason);
        lifetime.StopApplication();
    }

    /// <summary>The host stops: what ends from here on is no news.</summary>
    public void OnStopping()
    {
        _ended.TrySetResult();
        _ready.TrySetCanceled();
    }

    [LoggerMessage(1, LogLevel.Critical, "the server cannot go on: {Reason}")]
    private static partial void LogEnded(ILogger logger, string reason);
}
