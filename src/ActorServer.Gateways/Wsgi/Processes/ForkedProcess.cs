using ActorServer.Gateways.Wsgi.Native;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>A child of a template. The template reports its end and keeps its number from others until this is disposed.</summary>
/// <param name="pid">Its number.</param>
/// <param name="onDisposed">Nobody signals it any more.</param>
/// <exception cref="System.ComponentModel.Win32Exception">It is gone without a trace, or no descriptor is left.</exception>
internal sealed class ForkedProcess(int pid, Action onDisposed) : IChildProcess
{
    // Only while the template is gone: nobody reports then.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    private readonly ProcessHandle _handle = ProcessHandle.Open(pid);
    private readonly TaskCompletionSource<string> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isDisposed;

    public int Pid => pid;

    public Task<string> Exit => _exit.Task;

    /// <summary>The template has said how it ended.</summary>
    /// <param name="exitCode">Its exit status, or 128 and the signal.</param>
    public void OnEnded(int exitCode) => _exit.TrySetResult(ProcessSignals.Describe(exitCode));

    /// <summary>The template is gone: that this one ends can be seen, how it ends not.</summary>
    public async Task WatchAsync()
    {
        while (!Exit.IsCompleted && !_handle.HasEnded())
            await Task.Delay(LookInterval).ConfigureAwait(false);
        _exit.TrySetResult("how is not known, its template is gone");
    }

    public void DumpStacks() => _handle.Signal(Libc.SigRtMin());

    public void Kill()
    {
        // By the handle as well: it may not lead its group yet. Without its template the number alone could be another's.
        ProcessSignals.KillOrphans(Pid);
        _handle.Signal(Libc.SigKill);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
            return;
        _handle.Dispose();
        onDisposed();
    }
}
