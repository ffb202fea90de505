using ActorServer.Gateways.Wsgi.Shared;
using Akka.Configuration;

namespace ActorServer.Gateways.Wsgi;

/// <summary>How Python processes are started, watched and ended: <c>actor-server.wsgi</c>, and what they run: <c>actor-server.application</c>.</summary>
/// <param name="Location">The application's folder, as written; the processes' working directory.</param>
/// <param name="Module">The module that holds the application.</param>
/// <param name="Callable">The callable in the module.</param>
/// <param name="Python">The interpreter, a path or a name that PATH knows; empty looks for a virtual environment.</param>
/// <param name="Environment">Variables for the application's environment.</param>
/// <param name="IsEnvironmentClean">True gives the application only those variables and none of the server's own.</param>
/// <param name="BootTimeout">From the start of a process until it must be ready.</param>
/// <param name="StopTimeout">What a process that is told to stop has for its exit handlers.</param>
/// <param name="KillDelay">From a stuck process's stack dump until it is killed.</param>
/// <param name="EarlyDeath">A death before ready, or so long after it, makes the next start wait.</param>
/// <param name="Backoff">How long it waits.</param>
/// <param name="Breaker">When the whole pool counts as failing.</param>
/// <param name="Recycle">When a healthy process is replaced.</param>
/// <param name="Output">Output of the processes.</param>
/// <param name="Threads">Requests that a process runs at the same time, each in a thread of its own.</param>
/// <param name="ChannelDepth">The requests that a process may have, those that it runs among them; with more threads than that it may have one more than there are threads. 1 gives none ahead.</param>
/// <param name="HasShortTurns">True gives the processes short turns on their processor, which they wait for (sched(7), SCHED_BATCH).</param>
/// <param name="RunsOnEventLoop">True runs the server's actors on the threads that wait for sockets.</param>
/// <param name="ResponseWindow">Bytes of a response that a process may have sent and the client not yet taken.</param>
/// <param name="SharedMemory">Bytes of memory that a process shares with the server for long blocks of its responses; 0 for none.</param>
/// <param name="RequestTimeout">How long a process may go on with a request whose client has left before it counts as stuck.</param>
/// <param name="IsMultiprocess">True when other processes serve the same application: <c>wsgi.multiprocess</c>.</param>
/// <param name="IsPreloaded">True when the application is imported once, in a template, and the workers are its forks.</param>
public sealed record WsgiSettings(
    string Location,
    string Module,
    string Callable,
    string Python,
    IReadOnlyDictionary<string, string> Environment,
    bool IsEnvironmentClean,
    TimeSpan BootTimeout,
    TimeSpan StopTimeout,
    TimeSpan KillDelay,
    TimeSpan EarlyDeath,
    BackoffSettings Backoff,
    BreakerSettings Breaker,
    RecycleSettings Recycle,
    OutputSettings Output,
    int Threads,
    int ChannelDepth,
    bool HasShortTurns,
    bool RunsOnEventLoop,
    int ResponseWindow,
    int SharedMemory,
    TimeSpan RequestTimeout,
    bool IsMultiprocess,
    bool IsPreloaded)
{
    // As many slabs as there are states for.
    private const int LargestSharedMemory = SharedRegion.StatesSize * SharedRegion.SlabSize;

    // What the process runs, and what may wait in its channel.
    internal int Places => ChannelDepth == 1 ? Threads : Math.Max(ChannelDepth, Threads + 1);

    /// <summary>Reads and checks the sections.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in them cannot be used.</exception>
    public static WsgiSettings From(Config config)
    {
        var application = new SettingsReader(config, "actor-server.application");
        var gateway = new SettingsReader(config, "actor-server.gateway");
        var wsgi = new SettingsReader(config, "actor-server.wsgi");
        var settings = new WsgiSettings(
            Location: application.Text("location"),
            Module: application.Text("module"),
            Callable: application.Text("callable"),
            Python: wsgi.Text("python", mayBeEmpty: true),
            Environment: application.Variables("environment"),
            IsEnvironmentClean: wsgi.Switch("clean-environment"),
            BootTimeout: wsgi.Duration("boot-timeout"),
            StopTimeout: wsgi.Duration("stop-timeout"),
            KillDelay: wsgi.Duration("kill-delay"),
            EarlyDeath: wsgi.Duration("early-death"),
            Backoff: ReadBackoff(wsgi),
            Breaker: ReadBreaker(wsgi),
            Recycle: ReadRecycle(wsgi),
            Output: new OutputSettings(wsgi.SizeInMemory("output.max-line", 80), wsgi.Whole("output.max-lines-per-second", 1)),
            Threads: wsgi.Whole("threads", 1, 256),
            ChannelDepth: wsgi.Whole("channel-depth", 1, 64),
            HasShortTurns: wsgi.Switch("short-turns"),
            RunsOnEventLoop: wsgi.Switch("event-loop"),
            ResponseWindow: gateway.SizeInMemory("response-window", 4096),
            SharedMemory: wsgi.SizeInMemory("shared-memory", 0, LargestSharedMemory),
            RequestTimeout: gateway.Duration("request-timeout"),
            IsMultiprocess: gateway.Whole("concurrency", 1) > 1,
            IsPreloaded: wsgi.Switch("preload"));
        SettingsReader.ThrowIfAnyRefused(application, gateway, wsgi);
        return settings;
    }

    private static BackoffSettings ReadBackoff(SettingsReader wsgi)
    {
        var backoff = new BackoffSettings(wsgi.Duration("backoff.min"), wsgi.Duration("backoff.max"), wsgi.Fraction("backoff.jitter"));
        if (backoff.Max < backoff.Min)
            wsgi.Refuse("backoff.max", "no less than backoff.min is allowed");
        return backoff;
    }

    private static BreakerSettings ReadBreaker(SettingsReader wsgi) =>
        new(wsgi.Whole("breaker.deaths", 1), wsgi.Duration("breaker.within"), wsgi.Duration("breaker.retry"), wsgi.Duration("early-death"));

    private static RecycleSettings ReadRecycle(SettingsReader wsgi) => new(
        wsgi.WholeOrOff("recycle.max-requests"),
        wsgi.Fraction("recycle.max-requests-jitter"),
        wsgi.DurationOrOff("recycle.max-lifetime", isZeroOff: true),
        wsgi.SizeOrOff("recycle.max-rss", 1 << 20));
}
