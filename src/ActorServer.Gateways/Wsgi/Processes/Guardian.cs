using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>
/// The server's end of the guardian, a small process that ends what a server leaves behind when it is killed: it knows the process groups by lines
/// <c>+pgid</c> and <c>-pgid</c>, and acts when the kernel closes the pipe. Started with the first worker; one that dies is started again. All methods run on the
/// <see cref="LauncherThread"/>, so there are no locks.
/// </summary>
/// <param name="launcher">Starts it.</param>
/// <param name="thread">Where its death is handled.</param>
/// <param name="pump">Takes its output.</param>
/// <param name="logger">The server's log.</param>
internal sealed class Guardian(ProcessLauncher launcher, LauncherThread thread, OutputPump pump, ILogger logger)
{
    /// <summary>A guardian that dies sooner than this is not started again before the next worker is: it would die again.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(1);

    private readonly HashSet<int> _groups = [];
    private Process? _process;
    private ProcessOutput? _output;
    private long _startedAt;
    private bool _isDismissed;

    /// <summary>The guardian's process id, or null while there is none.</summary>
    public int? Pid => _process?.Id;

    /// <summary>Starts it when it does not run.</summary>
    public void Ensure()
    {
        if (_process is not null || _isDismissed)
            return;
        var started = launcher.StartGuardian();
        _process = started.Process;
        _startedAt = Stopwatch.GetTimestamp();
        _output = pump.Attach("guardian", _process.Id, started.Output, started.Error);
        _process.Exited += (sender, _) => PostDeath((Process)sender!); // The event's sender is the process.
        foreach (var group in _groups)
            Say('+', group);
    }

    /// <summary>From now on the group ends with the server.</summary>
    public void Add(int group)
    {
        _groups.Add(group);
        Say('+', group);
    }

    /// <summary>The group is gone: its number may be given to others.</summary>
    public void Remove(int group)
    {
        if (_groups.Remove(group))
            Say('-', group);
    }

    /// <summary>Lets it end: whatever is still guarded is killed by it.</summary>
    public void Dismiss()
    {
        _isDismissed = true;
        _process?.StandardInput.Close();
    }

    private void Say(char sign, int group)
    {
        if (_isDismissed)
            return;
        try
        {
            _process?.StandardInput.Write($"{sign}{group}\n");
            _process?.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is dead; the next one is told everything.
        }
    }

    private void PostDeath(Process died)
    {
        try
        {
            thread.Post(() => OnDeath(died));
        }
        catch (ObjectDisposedException)
        {
            // The server is at its end.
        }
    }

    private void OnDeath(Process died)
    {
        if (died != _process)
            return;
        if (_output is not null)
            pump.Release(_output);
        _process = null;
        var pid = died.Id;
        var exitCode = died.ExitCode;
        died.Dispose();
        if (_isDismissed)
            return;
        WsgiLog.GuardianDied(logger, pid, Native.ProcessSignals.Describe(exitCode));
        if (Stopwatch.GetElapsedTime(_startedAt) < ShortLife)
            return;
        try
        {
            Ensure();
        }
        catch (Exception error) when (error is SettingsException or System.ComponentModel.Win32Exception)
        {
            WsgiLog.GuardianNotStarted(logger, error.Message);
        }
    }
}
