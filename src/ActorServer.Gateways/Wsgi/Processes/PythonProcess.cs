namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>One running WSGI process with all that the server holds of it. May be used on any thread.</summary>
/// <param name="process">The running process.</param>
/// <param name="channel">The server's ends of its channel.</param>
/// <param name="onGone">Called once, when the process has ended and nobody uses this any more.</param>
internal sealed class PythonProcess(IChildProcess process, WorkerChannel channel, Action<PythonProcess> onGone)
{
    private int _isLeft;

    public int Pid => process.Pid;

    public WorkerChannel Channel => channel;

    /// <summary>Completes when the process has ended, with how it ended in words: <c>killed by SIGKILL</c>.</summary>
    public Task<string> Exit => process.Exit;

    /// <summary>Asks the process to write the stacks of its threads to standard error.</summary>
    public void DumpStacks() => process.DumpStacks();

    /// <summary>Ends the process and everything that it started, at once.</summary>
    public void Kill() => process.Kill();

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
        onGone(this);
        process.Dispose();
    }
}
