using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>Builds the command line and environment of Python programs and starts them. Its methods run on the <see cref="LauncherThread"/> alone.</summary>
/// <param name="settings">Interpreter, folder and environment.</param>
/// <param name="programs">The folder of the server's Python files.</param>
internal sealed class ProcessLauncher(WsgiSettings settings, string programs)
{
    private const string WorkerProgram = "_actorserver_main.py";
    private const string GuardianProgram = "_actorserver_guardian.py";

    /// <summary>A program that was started: its standard output and error are the caller's to read and to close.</summary>
    public sealed record Started(Process Process, SafePipeHandle Output, SafePipeHandle Error);

    /// <summary>Starts a WSGI process that inherits its ends of the channel.</summary>
    /// <exception cref="SettingsException">There is no interpreter.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    public Started StartWorker(WorkerChannel channel)
    {
        Started? started = null;
        var location = Path.GetFullPath(settings.Location);
        if (!Directory.Exists(location))
            throw new SettingsException([new SettingsError("actor-server.application.location", settings.Location, "there is no such folder")]);
        var parent = Environment.ProcessId;
        var start = Describe("-u", Path.Join(programs, WorkerProgram), Text(channel.ChildRequestsNumber), Text(channel.ChildControlNumber), Text(parent));
        start.WorkingDirectory = location;
        ChildEnvironment.Apply(start.Environment, settings);
        channel.Bequeath(() => started = Start(start));
        // A server's standard input is nobody's business but its own.
        started!.Process.StandardInput.Close(); // Start has not thrown, so there is a process.
        return started;
    }

    /// <summary>Starts the guardian: it reads what to guard from its standard input, which stays open.</summary>
    /// <exception cref="SettingsException">There is no interpreter.</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The system could not start it.</exception>
    public Started StartGuardian()
    {
        // 0 is the descriptor of its standard input.
        var start = Describe("-I", "-S", "-E", Path.Join(programs, GuardianProgram), Text(0));
        start.WorkingDirectory = "/";
        return Start(start);
    }

    private ProcessStartInfo Describe(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(PythonInterpreter.Find(settings))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    private static Started Start(ProcessStartInfo start)
    {
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.Start();
        return new Started(process, TakeHandle(process.StandardOutput), TakeHandle(process.StandardError));
    }

    // Reading through the stream would block a thread of the pool for each pipe: the output pump polls all of them on one.
    private static SafePipeHandle TakeHandle(StreamReader reader) => ((PipeStream)reader.BaseStream).SafePipeHandle;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
