using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The real program on a port of its own, with an app.yaml of its own in a temporary folder.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _folder;

    // The folder is another one's.
    private bool _isGuest;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentQueue<string> _output = new();

    private ServerProcess(string folder, string[] arguments, string[]? starter = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        _folder = folder;
        string dotnet = Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet" ? self : "dotnet";
        var start = new ProcessStartInfo(starter is null ? dotnet : starter[0])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        // Control sockets go with the folder.
        start.Environment["XDG_RUNTIME_DIR"] = folder;
        start.Environment.Remove("RUNTIME_DIRECTORY");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        string[] program = [dotnet, Path.Combine(AppContext.BaseDirectory, "actorserver.dll")];
        foreach (string argument in (string[])(starter is null ? [program[1], .. arguments] : [.. starter[1..], .. program, .. arguments]))
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => Keep(_log, line.Data);
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>The repository's root: the folder of ActorServer.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Lines on standard error: the server's log.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Lines on standard output: the access log.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>Where the server listens, once it does.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    public int Id => _process.Id;

    /// <summary>Starts the server on a fixture application and waits until it listens and its first worker is ready.</summary>
    public static ServerProcess Start(string application, string extraYaml = "", string? python = null) =>
        StartIn(Path.Combine(Root, "tests", "apps", application), "wsgi", extraYaml, python);

    /// <summary>Starts the server on the fixture application of a gateway.</summary>
    public static ServerProcess Start(ApplicationKind kind, string extraYaml = "") => kind switch
    {
        ApplicationKind.Python => Start("echo", extraYaml),
        ApplicationKind.AspNetCore => StartDotnet("webapp", extraYaml),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No fixture application."),
    };

    /// <summary>Starts the server on an application in any folder.</summary>
    public static ServerProcess StartIn(string location, string module, string extraYaml = "", string? python = null)
    {
        ServerProcess server = Launch($"""
            address: 127.0.0.1
            port: 0
            app-loc: {location}
            app-module: {module}
            app: application
            {(python is null ? "" : $"python: {python}")}
            {extraYaml}
            """);
        server.WaitUntilReady();
        return server;
    }

    /// <summary>Starts the server on a .NET application that is built with the tests, and waits until it listens.</summary>
    public static ServerProcess StartDotnet(string application, string extraYaml = "") =>
        StartDotnetIn(BuiltApplication.FolderOf(application), application, extraYaml);

    /// <summary>Starts the server on a .NET application in any folder, and waits until it listens.</summary>
    public static ServerProcess StartDotnetIn(string location, string application, string extraYaml = "")
    {
        ServerProcess server = Launch($"""
            port: 0
            app-loc: {location}
            app-module: {application}
            {extraYaml}
            """);
        server.WaitUntilListening();
        return server;
    }

    /// <summary>Starts the server on a file of the repository, with further arguments, and waits until it listens.</summary>
    public static ServerProcess StartFile(string file, params string[] arguments)
    {
        ServerProcess server = Launch("", [Path.Combine(Root, file), .. arguments]);
        server.WaitUntilListening();
        return server;
    }

    /// <summary>Starts the server with this app.yaml and waits for nothing.</summary>
    public static ServerProcess Launch(string yaml, params string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("actorserver-e2e-").FullName;
        File.WriteAllText(Path.Combine(folder, "app.yaml"), yaml);
        return new ServerProcess(folder, arguments);
    }

    /// <summary>Starts the server with this app.yaml by a program that becomes it (prlimit, a service manager's activator), and waits for nothing.</summary>
    public static ServerProcess LaunchBy(string[] starter, string yaml, IReadOnlyDictionary<string, string>? environment = null)
    {
        string folder = Directory.CreateTempSubdirectory("actorserver-e2e-").FullName;
        File.WriteAllText(Path.Combine(folder, "app.yaml"), yaml);
        return new ServerProcess(folder, [], starter, environment);
    }

    /// <summary>Waits until a server that was launched listens on a port.</summary>
    public ServerProcess Listening()
    {
        WaitUntilListening();
        return this;
    }

    /// <summary>Starts the program again with the same app.yaml and environment: for a command to this server.</summary>
    /// <param name="arguments">The command, and what follows FILE.</param>
    public ServerProcess Command(params string[] arguments) => new(_folder, [arguments[0], "app.yaml", .. arguments[1..]]) { _isGuest = true };

    /// <summary>A file in the folder of app.yaml.</summary>
    public string PathOf(string name) => Path.Combine(_folder, name);

    public HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 1000 })
    {
        BaseAddress = Url,
        Timeout = Ceiling,
    };

    public Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };
        socket.Connect("127.0.0.1", Url.Port);
        return socket;
    }

    /// <summary>Waits for a line of the log.</summary>
    public string WaitForLog(string part) => WaitForLine(_log, part);

    /// <summary>Waits for a line of standard output.</summary>
    public string WaitForOutput(string part) => WaitForLine(_output, part);

    /// <summary>Process ids of the Python processes that serve requests.</summary>
    public int[] WorkerPids() => [.. ChildPids().Where(pid => CommandLine(pid).Contains("_actorserver_main.py", StringComparison.Ordinal))];

    /// <summary>Process ids of all children: workers and guardian.</summary>
    public int[] ChildPids() =>
        [.. Directory.GetDirectories($"/proc/{Id}/task").SelectMany(ChildrenOf)];

    /// <summary>Sends a signal by number.</summary>
    public void Signal(int signal) => Kill(Id, signal);

    public static void Kill(int pid, int signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(Ceiling), $"The server did not end. Its log:\n{string.Join('\n', _log)}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public static void WaitUntil(Func<bool> condition, string what) => WaitUntil(condition, () => what);

    public static void WaitUntil(Func<bool> condition, Func<string> what)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed > Ceiling)
            {
                Assert.Fail($"Waited {Ceiling.TotalSeconds} s in vain: {what()}");
            }

            Thread.Sleep(10);
        }
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // There is none, or it has ended while it was being looked at.
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Signal(9);
            _process.WaitForExit();
        }

        _process.Dispose();
        if (!_isGuest)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private void WaitUntilReady()
    {
        WaitUntilListening();
        using Socket probe = Connect();
        WaitForLog("worker-");
    }

    private void WaitUntilListening() => Url = new Uri(UrlPattern().Match(WaitForLog("listening on ")).Value);

    private string WaitForLine(ConcurrentQueue<string> lines, string part)
    {
        string? found = null;
        var waited = Stopwatch.StartNew();
        while ((found = lines.FirstOrDefault(line => line.Contains(part, StringComparison.Ordinal))) is null)
        {
            Assert.True(
                waited.Elapsed < Ceiling && !(_process.HasExited && waited.Elapsed > TimeSpan.FromSeconds(2)),
                $"No line with \"{part}\". The log:\n{string.Join('\n', _log)}\nThe output:\n{string.Join('\n', _output)}");
            Thread.Sleep(10);
        }

        return found;
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    private static IEnumerable<int> ChildrenOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse);
        }
        catch (IOException)
        {
            // The thread has ended since the folder was listed.
            return [];
        }
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            // The process has ended since it was listed.
            return "";
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ActorServer.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"https?://[^\s]+")]
    private static partial Regex UrlPattern();
}
