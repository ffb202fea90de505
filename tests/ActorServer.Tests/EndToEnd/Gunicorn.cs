using System.Diagnostics;

namespace ActorServer.Tests.EndToEnd;

/// <summary>gunicorn on an application and a free port, to compare answers with.</summary>
internal sealed class Gunicorn : IDisposable
{
    private readonly Process _process;
    private readonly int _port = LocalPort.Free();

    public Gunicorn(string location)
    {
        var start = new ProcessStartInfo("/usr/bin/gunicorn", ["--chdir", location, "--bind", $"127.0.0.1:{_port}", "wsgi:application"])
        {
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!; // Not null: no shell is used.
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        ServerProcess.WaitUntil(() => LocalPort.IsListening(_port), "gunicorn listens");
    }

    public HttpClient Client() => new() { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };

    public void Dispose()
    {
        ServerProcess.Kill(_process.Id, 15);
        _process.WaitForExit();
        _process.Dispose();
    }
}
