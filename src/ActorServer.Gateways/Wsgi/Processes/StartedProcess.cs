using System.Diagnostics;
using ActorServer.Gateways.Wsgi.Native;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>A child of the server itself.</summary>
internal sealed class StartedProcess : IChildProcess
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="process">The started process; its events are enabled.</param>
    public StartedProcess(Process process)
    {
        _process = process;
        Pid = process.Id;
        // The event also comes, at once, when the process has ended before it was asked for.
        process.Exited += (_, _) => _exit.TrySetResult(ProcessSignals.Describe(process.ExitCode));
        if (process.HasExited)
            _exit.TrySetResult(ProcessSignals.Describe(process.ExitCode));
    }

    public int Pid { get; }

    public Task<string> Exit => _exit.Task;

    public void DumpStacks()
    {
        if (!Exit.IsCompleted)
            ProcessSignals.DumpStacks(Pid);
    }

    public void Kill()
    {
        // The number of a process that was waited for may already be another's, the number of a group not before its last member is gone.
        if (Exit.IsCompleted)
            ProcessSignals.KillOrphans(Pid);
        else
            ProcessSignals.KillGroup(Pid);
    }

    public void Dispose() => _process.Dispose();
}
