using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>An application as its own program, on Kestrel, at a port of its own.</summary>
internal sealed partial class KestrelProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    public KestrelProcess(string application, params (string Name, string Value)[] environment)
        : this(BuiltApplication.PathOf(application), BuiltApplication.FolderOf(application), environment)
    {
    }

    /// <summary>Starts an assembly in a working directory.</summary>
    public KestrelProcess(string assembly, string folder, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that it has said so far.</summary>
    public string Output => string.Join('\n', _output);

    public bool HasExited => _process.HasExited;

    /// <summary>Waits until it listens.</summary>
    public Uri WaitForUrl()
    {
        ServerProcess.WaitUntil(() => Listening().IsMatch(Output) || HasExited, "Kestrel listens");
        Assert.False(HasExited, Output);
        return new Uri(Listening().Match(Output).Groups[1].Value);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
