using System.Net;
using System.Net.Sockets;

namespace ActorServer.Benchmarks;

/// <summary>What can be compared. Same application, same number of workers where there are workers, access logs alike.</summary>
internal static class Contests
{
    private const string Gunicorn = "/usr/bin/gunicorn";
    private const string Uwsgi = "/usr/bin/uwsgi";
    private const string Waitress = "/usr/bin/waitress-serve";
    private const string Python = "/usr/bin/python3";
    private const int Workers = 2;

    // Until then .NET still compiles what is used often, at a few thousand requests a second longer than at many.
    private const int WarmSeconds = 8;

    // What gthread and waitress do with one thread each is no way that anybody runs them.
    private const int UsualThreads = 4;

    private static readonly string Repository = Root();
    private static readonly string Applications = Path.Combine(Repository, "tests", "ActorServer.Benchmarks", "apps");

    /// <summary>A Python application beside the other servers for it, as Debian has them.</summary>
    public static Contest Wsgi(Workload workload, ScratchFolder folder)
    {
        Require(Gunicorn, Uwsgi, Waitress, Python, Load.Wrk, Load.H2Load);
        string callable = $"{workload.Module}:application";
        int threads = workload.Threads > 1 ? workload.Threads : UsualThreads;
        bool waits = workload.Threads > 1;
        Environment.SetEnvironmentVariable("BENCHMARK_FOLDER", folder.PathOf(""));
        List<Contender> contenders =
        [
            ActorServer(folder, $"""
                concurrency: {Workers}
                app-loc: {Applications}
                app-module: {workload.Module}
                python: {Python}
                access-log: {folder.PathOf($"{workload.Name}-actorserver.log")}
                {(waits ? $"threads: {workload.Threads}" : "")}
                """),
        ];
        if (!waits)
        {
            contenders.Add(Other("gunicorn (sync)", Gunicorn, GunicornArguments));
        }

        contenders.Add(Other($"gunicorn (gthread, {threads} threads)", Gunicorn, (port, log) => [.. GunicornArguments(port, log), "-k", "gthread", "--threads", $"{threads}"]));
        contenders.Add(Other("uWSGI (http11-socket)", Uwsgi, (port, log) =>
        [
            "--plugin", "python3", "--http11-socket", $"127.0.0.1:{port}", "--master", "--die-on-term", "--processes", $"{Workers}",
            "--module", callable, "--logto", log, .. waits ? (string[])["--threads", $"{threads}"] : [],
        ]));
        contenders.Add(Other("waitress (no access log)", Waitress, (port, _) => [$"--listen=127.0.0.1:{port}", $"--threads={(waits ? Workers * threads : threads)}", callable]));
        return new Contest(workload, new Load(workload, folder), WarmSeconds, contenders);

        string[] GunicornArguments(int port, string log) => ["-w", $"{Workers}", "-b", $"127.0.0.1:{port}", "--access-logfile", log, callable];

        Contender Other(string name, string program, Func<int, string, string[]> arguments)
        {
            int port = FreePort();
            return new Contender(name, port, Applications, program, arguments(port, folder.PathOf($"{workload.Name}-{port}.log")));
        }
    }

    /// <summary>A trivial ASP.NET Core endpoint beside Kestrel, the same program with the same settings. Kestrel has no access log, so ours is off.</summary>
    public static Contest AspNetCore(ScratchFolder folder)
    {
        Require(Load.Wrk);
        string application = Path.Combine(Repository, "artifacts", "bin", "webapp", "release");
        string program = Path.Combine(application, "webapp.dll");
        Require(program);
        int port = FreePort();
        Workload workload = Workload.AspNetCore;
        return new Contest(workload, new Load(workload, folder), WarmSeconds, [
            ActorServer(folder, $"""
                app-loc: {application}
                app-module: webapp
                access-log-format: off
                """),
            new Contender("Kestrel", port, application, "dotnet", program, "--urls", $"http://127.0.0.1:{port}"),
        ]);
    }

    /// <summary>The server with a trivial Python application, for connections that ask once and then keep silent.</summary>
    public static Contender Idle(ScratchFolder folder)
    {
        string conf = folder.Write("idle.conf", $"""
            actor-server.listener.max-connections = {IdleConnections.Most + 100}
            actor-server.connection.idle-timeout = 10m
            """);
        return ActorServer(folder, $"""
            concurrency: {Workers}
            app-loc: {Applications}
            app-module: hello
            python: {Python}
            access-log-format: off
            backlog: 1000
            hocon: {conf}
            """);
    }

    private static Contender ActorServer(ScratchFolder folder, string yaml)
    {
        int port = FreePort();
        string file = folder.Write($"{port}.yaml", $"port: {port}\n{yaml}");
        return new Contender("actorserver", port, Repository, "dotnet", Path.Combine(AppContext.BaseDirectory, "actorserver.dll"), file);
    }

    private static void Require(params string[] files)
    {
        string[] missing = [.. files.Where(file => !File.Exists(file))];
        if (missing.Length > 0)
        {
            throw new FileNotFoundException($"{string.Join(", ", missing)} must be there (apt-get install wrk nghttp2-client gunicorn uwsgi-plugin-python3 python3-waitress python3-flask python3-django; dotnet build -c Release).");
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
