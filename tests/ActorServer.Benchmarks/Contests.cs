using System.Net;
using System.Net.Sockets;

namespace ActorServer.Benchmarks;

/// <summary>What can be compared. Same application, same number of workers where there are workers, access logs alike.</summary>
internal static class Contests
{
    private const string Gunicorn = "/usr/bin/gunicorn";
    private const string Python = "/usr/bin/python3";
    private const int Workers = 2;

    private static readonly string Repository = Root();

    /// <summary>A trivial Python application beside gunicorn, which needs Debian's gunicorn.</summary>
    public static Contest Wsgi(ScratchFolder folder)
    {
        Require(Gunicorn, Python, Load.Wrk);
        string application = Path.Combine(Repository, "tests", "apps", "hello");
        return new Contest("/", warmSeconds: 1, [
            ActorServer(folder, $"""
                concurrency: {Workers}
                app-loc: {application}
                app-module: wsgi
                python: {Python}
                access-log: {folder.PathOf("actorserver.log")}
                """),
            GunicornOf("gunicorn (sync)"),
            GunicornOf("gunicorn (gthread, 4 threads)", "-k", "gthread", "--threads", "4"),
        ]);

        Contender GunicornOf(string name, params string[] more)
        {
            int port = FreePort();
            return new Contender(
                name, port, application, Gunicorn, ["-w", $"{Workers}", "-b", $"127.0.0.1:{port}", "--access-logfile", folder.PathOf($"{name}.log"), .. more, "wsgi:application"]);
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
        return new Contest("/plaintext", warmSeconds: 8, [
            ActorServer(folder, $"""
                app-loc: {application}
                app-module: webapp
                access-log-format: off
                """),
            new Contender("Kestrel", port, application, "dotnet", program, "--urls", $"http://127.0.0.1:{port}"),
        ]);
    }

    private static Contender ActorServer(ScratchFolder folder, string yaml)
    {
        int port = FreePort();
        string file = folder.Write("app.yaml", $"port: {port}\n{yaml}");
        return new Contender("actorserver", port, Repository, "dotnet", Path.Combine(AppContext.BaseDirectory, "actorserver.dll"), file);
    }

    private static void Require(params string[] files)
    {
        string[] missing = [.. files.Where(file => !File.Exists(file))];
        if (missing.Length > 0)
        {
            throw new FileNotFoundException($"{string.Join(", ", missing)} must be there (apt-get install wrk gunicorn python3; dotnet build -c Release).");
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
