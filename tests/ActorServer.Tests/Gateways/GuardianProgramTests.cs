using System.Diagnostics;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>The guardian as the server starts it: what it kills when the server's end of its pipe is closed.</summary>
[Collection(EndToEnd.Processes.Name)]
public sealed class GuardianProgramTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly Process _guardian;
    private readonly List<Process> _groups = [];

    public GuardianProgramTests()
    {
        var launcher = new ProcessLauncher(AppFolder.Settings("/"), Path.Join(AppContext.BaseDirectory, "python"));
        var started = launcher.StartGuardian();
        _guardian = started.Process;
        started.Output.Dispose();
        started.Error.Dispose();
    }

    [Fact]
    public void Kills_the_groups_that_it_was_told_of_and_not_told_off()
    {
        var (guarded, released) = (StartGroup(), StartGroup());
        Say($"+{guarded.Id}\n+{released.Id}\n-{released.Id}\n");
        _guardian.StandardInput.Close();
        Assert.True(_guardian.WaitForExit(Ceiling));
        Assert.True(guarded.WaitForExit(Ceiling));
        Assert.Equal(128 + 9, guarded.ExitCode);
        Assert.False(released.HasExited);
    }

    [Fact]
    public void Does_nothing_while_the_pipe_is_open()
    {
        var guarded = StartGroup();
        Say($"+{guarded.Id}\n");
        Assert.True(SpinWait.SpinUntil(() => IgnoresTerminate(_guardian.Id), Ceiling));
        using (var terminate = Process.Start("kill", ["-TERM", $"{_guardian.Id}"]))
            terminate.WaitForExit();
        Assert.False(_guardian.WaitForExit(TimeSpan.FromMilliseconds(200)));
        Assert.False(guarded.HasExited);
    }

    public void Dispose()
    {
        _guardian.StandardInput.Close();
        foreach (var process in _groups.Append(_guardian))
        {
            process.Kill();
            process.Dispose();
        }
    }

    private static bool IgnoresTerminate(int pid)
    {
        var ignored = File.ReadLines($"/proc/{pid}/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & (1UL << (15 - 1))) != 0;
    }

    private void Say(string lines)
    {
        _guardian.StandardInput.Write(lines);
        _guardian.StandardInput.Flush();
    }

    /// <summary>A process that leads its own group, as a worker does.</summary>
    private Process StartGroup()
    {
        var start = new ProcessStartInfo(PythonInterpreter.Find(AppFolder.Settings("/")), ["-c", "import os, time; os.setsid(); print('leads', flush=True); time.sleep(600)"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        _groups.Add(process);
        Assert.Equal("leads", process.StandardOutput.ReadLine());
        return process;
    }
}
