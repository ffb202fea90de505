using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Gateways;

/// <summary>A folder for a test's own application; it goes with the test.</summary>
internal sealed class AppFolder : IDisposable
{
    public AppFolder(string wsgi = "") => File.WriteAllText(Path.Join(Location, "wsgi.py"), wsgi);

    public string Location { get; } = Directory.CreateTempSubdirectory("actorserver-test-").FullName;

    /// <summary>The fixture applications that all tests share.</summary>
    public static string Fixture(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(folder.FullName, "ActorServer.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return Path.Join(folder.FullName, "tests", "apps", name);
    }

    /// <summary>Settings that wait generously and punish quickly.</summary>
    public static WsgiSettings Settings(string location, string module = "wsgi") => new(
        location,
        module,
        Callable: "application",
        Python: "",
        Environment: new Dictionary<string, string>(),
        IsEnvironmentClean: false,
        BootTimeout: TimeSpan.FromSeconds(60),
        StopTimeout: TimeSpan.FromSeconds(20),
        KillDelay: TimeSpan.FromMilliseconds(500),
        EarlyDeath: TimeSpan.FromMilliseconds(1),
        new BackoffSettings(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), 0),
        new BreakerSettings(5, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(1)),
        new RecycleSettings(null, 0, null, null),
        new OutputSettings(8192, 1000),
        Threads: 1,
        ChannelDepth: 1,
        HasShortTurns: false,
        RunsOnEventLoop: false,
        SharedMemory: 0,
        ResponseWindow: 64 * 1024,
        RequestTimeout: TimeSpan.FromSeconds(30),
        IsMultiprocess: true,
        IsPreloaded: false);

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
