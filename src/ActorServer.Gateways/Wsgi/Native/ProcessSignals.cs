namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>Signals to Python processes, and the words for how one ended.</summary>
internal static class ProcessSignals
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "SIGHUP", [2] = "SIGINT", [3] = "SIGQUIT", [4] = "SIGILL", [5] = "SIGTRAP", [6] = "SIGABRT", [7] = "SIGBUS", [8] = "SIGFPE",
        [9] = "SIGKILL", [10] = "SIGUSR1", [11] = "SIGSEGV", [12] = "SIGUSR2", [13] = "SIGPIPE", [14] = "SIGALRM", [15] = "SIGTERM",
        [24] = "SIGXCPU", [25] = "SIGXFSZ", [31] = "SIGSYS",
    };

    /// <summary>Ends a process and all of its group at once. Before the child has made its own group only the child itself is there to be killed.</summary>
    public static void KillGroup(int pid)
    {
        if (Libc.Kill(-pid, Libc.SigKill) != 0)
            _ = Libc.Kill(pid, Libc.SigKill);
    }

    /// <summary>Ends what is left of a group whose leader is gone already.</summary>
    public static void KillOrphans(int pid) => _ = Libc.Kill(-pid, Libc.SigKill);

    /// <summary>Asks for the stacks of all threads on standard error: <c>faulthandler</c> answers, also while C code holds the interpreter lock.</summary>
    public static void DumpStacks(int pid) => _ = Libc.Kill(pid, Libc.SigRtMin());

    /// <param name="exitCode">As <see cref="System.Diagnostics.Process.ExitCode"/> has it: 128 + n for signal n.</param>
    public static string Describe(int exitCode) =>
        exitCode > 128 && Names.TryGetValue(exitCode - 128, out var name) ? $"killed by {name}" : $"exited with code {exitCode}";
}
