using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ActorServer.Benchmarks;

/// <summary>A server under load: a process, its port and what was measured. Two workers each, Debian's interpreter, access log to a file.</summary>
internal sealed class Contender : IDisposable
{
    public const string Gunicorn = "/usr/bin/gunicorn";
    public const string Python = "/usr/bin/python3";

    private const int Workers = 2;
    private const int Terminate = 15;

    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private Contender(string name, int port, string program, params string[] arguments)
    {
        Name = name;
        Port = port;
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, WorkingDirectory = Application };
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Port { get; }

    public List<Load.Result> Results { get; } = [];

    public double Median => Results.Select(result => result.RequestsPerSecond).Order().ElementAt(Results.Count / 2);

    public int Errors => Results.Sum(result => result.Errors);

    private static string Application { get; } = Path.Combine(Root(), "tests", "apps", "hello");

    public static Contender ActorServer(ScratchFolder folder)
    {
        int port = FreePort();
        string yaml = folder.Write("app.yaml", $"""
            port: {port}
            concurrency: {Workers}
            app-loc: {Application}
            app-module: wsgi
            python: {Python}
            access-log: {folder.PathOf("actorserver.log")}
            """);
        return new Contender("actorserver", port, "dotnet", Path.Combine(AppContext.BaseDirectory, "actorserver.dll"), yaml);
    }

    public static Contender GunicornSync(ScratchFolder folder) => GunicornOf("gunicorn (sync)", folder);

    public static Contender GunicornThreads(ScratchFolder folder) => GunicornOf("gunicorn (gthread, 4 threads)", folder, "-k", "gthread", "--threads", "4");

    public void AwaitListening()
    {
        var waited = Stopwatch.StartNew();
        while (!IsListening())
        {
            if (_process.HasExited || waited.Elapsed > Ceiling)
            {
                throw new InvalidOperationException($"{Name} does not listen on port {Port}.");
            }

            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        using (Process kill = Process.Start("kill", [$"-{Terminate}", $"{_process.Id}"]))
        {
            kill.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    private static Contender GunicornOf(string name, ScratchFolder folder, params string[] more)
    {
        int port = FreePort();
        return new Contender(
            name, port, Gunicorn, ["-w", $"{Workers}", "-b", $"127.0.0.1:{port}", "--access-logfile", folder.PathOf($"{name}.log"), .. more, "wsgi:application"]);
    }

    private bool IsListening()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port; // Bound: it has one.
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorServer.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The benchmark runs outside the repository.");
        }

        return folder.FullName;
    }
}
