using System.Diagnostics;
using ActorServer.Gateways.Wsgi.Native;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>One running WSGI process with all that the server holds of it. May be used on any thread.</summary>
internal sealed class PythonProcess
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<PythonProcess> _onGone;
    private int _isLeft;

    /// <param name="process">The started process; its events are enabled.</param>
    /// <param name="channel">The server's ends of its channel.</param>
    /// <param name="onGone">Called once, when the process has ended and nobody uses this any more.</param>
    public PythonProcess(Process process, WorkerChannel channel, Action<PythonProcess> onGone)
    {
        _process = process;
        _onGone = onGone;
        Channel = channel;
        Pid = process.Id;
        // The event also comes, at once, when the process has ended before it was asked for.
        process.Exited += (_, _) => _exit.TrySetResult(ProcessSignals.Describe(process.ExitCode));
        if (process.HasExited)
            _exit.TrySetResult(ProcessSignals.Describe(process.ExitCode));
    }

    public int Pid { get; }

    public WorkerChannel Channel { get; }

    /// <summary>Completes when the process has ended, with how it ended in words: <c>killed by SIGKILL</c>.</summary>
    public Task<string> Exit => _exit.Task;

    /// <summary>Asks the process to write the stacks of its threads to standard error.</summary>
    public void DumpStacks()
    {
        if (!Exit.IsCompleted)
            ProcessSignals.DumpStacks(Pid);
    }

    /// <summary>Ends the process and everything that it started, at once.</summary>
    public void Kill()
    {
        // The number of a process that was waited for may already be another's, the number of a group not before its last member is gone.
        if (Exit.IsCompleted)
            ProcessSignals.KillOrphans(Pid);
        else
            ProcessSignals.KillGroup(Pid);
    }

    /// <summary>
    /// Gives the process up: it may leave by itself within <paramref name="grace"/>, then it is killed, and everything is released. Returns at once; a second call does nothing.
    /// </summary>
    public void Leave(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            _ = LeaveAsync(grace);
    }

    private async Task LeaveAsync(TimeSpan grace)
    {
        Channel.CloseRequests();
        if (await Task.WhenAny(Exit, Task.Delay(grace)).ConfigureAwait(false) != Exit)
            Kill();
        await Exit.ConfigureAwait(false);
        Kill();
        Channel.Dispose();
        _process.Dispose();
        _onGone(this);
    }
}
