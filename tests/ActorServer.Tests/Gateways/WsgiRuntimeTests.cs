using System.Diagnostics;
using System.Net.Sockets;
using ActorServer.Gateways.Wsgi;
using ActorServer.Gateways.Wsgi.Native;
using ActorServer.Gateways.Wsgi.Processes;

namespace ActorServer.Tests.Gateways;

/// <summary>Processes and their guardian without actors.</summary>
[Collection(EndToEnd.Processes.Name)]
public sealed class WsgiRuntimeTests : IDisposable
{
    private static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(30);

    private readonly ListLoggerFactory _log = new();
    private readonly List<WsgiRuntime> _runtimes = [];

    [Fact]
    public async Task Gives_a_process_its_two_descriptors_and_no_others_of_the_server()
    {
        using var mine = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var folder = new AppFolder("""
            import os
            sockets = os.listdir("/proc/self/fd")
            def kind(n):
                try:
                    return os.readlink(f"/proc/self/fd/{n}").split(":")[0]
                except OSError:
                    return ""
            print("sockets", sum(kind(n) == "socket" for n in sockets), flush=True)
            print("folder", os.getcwd(), flush=True)
            def application(environ, start_response):
                pass
            """);
        var process = await StartAsync(AppFolder.Settings(folder.Location));
        process.Channel.Send(SetupMessage.Encode(AppFolder.Settings(folder.Location), 1));
        AwaitLog($"worker-1 [{process.Pid}]: sockets 2");
        AwaitLog($"worker-1 [{process.Pid}]: folder {folder.Location}");
    }

    [Fact]
    public async Task Gives_a_process_the_environment_of_the_settings()
    {
        using var folder = new AppFolder("import os\nprint('variables', os.environ.get('HOME'), os.environ.get('GREETING'), flush=True)\napplication = print");
        var settings = AppFolder.Settings(folder.Location) with { IsEnvironmentClean = true, Environment = new Dictionary<string, string> { ["GREETING"] = "gr\u00fc\u00df dich" } };
        var process = await StartAsync(settings);
        process.Channel.Send(SetupMessage.Encode(settings, 1));
        AwaitLog("variables None gr\u00fc\u00df dich");
    }

    [Fact]
    public async Task Says_how_a_process_ended()
    {
        var process = await StartAsync(AppFolder.Settings(AppFolder.Fixture("echo")));
        process.Kill();
        Assert.Equal("killed by SIGKILL", await process.Exit.WaitAsync(Ceiling));
    }

    [Fact]
    public async Task Lets_a_process_leave_when_its_requests_are_closed()
    {
        var process = await StartAsync(AppFolder.Settings(AppFolder.Fixture("echo")));
        process.Leave(Ceiling);
        Assert.Equal("exited with code 0", await process.Exit.WaitAsync(Ceiling));
    }

    [Fact]
    public async Task Kills_what_is_left_when_it_is_disposed()
    {
        var process = await StartAsync(AppFolder.Settings(AppFolder.Fixture("echo")));
        var guardian = _runtimes[0].GuardianPid;
        _runtimes[0].Dispose();
        await process.Exit.WaitAsync(Ceiling);
        Assert.NotNull(guardian);
        WaitFor(() => IsGone(guardian.Value));
    }

    [Fact]
    public async Task Kills_also_what_was_given_time_to_leave()
    {
        using var folder = new AppFolder("import time\nprint('imports', flush=True)\ntime.sleep(600)");
        var settings = AppFolder.Settings(folder.Location);
        var process = await StartAsync(settings);
        process.Channel.Send(SetupMessage.Encode(settings, 1));
        AwaitLog("imports");
        process.Leave(TimeSpan.FromMinutes(10));

        _runtimes[0].Dispose();

        Assert.Equal("killed by SIGKILL", await process.Exit.WaitAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task Gives_a_process_nothing_that_the_server_was_started_with()
    {
        using var folder = new AppFolder("import os\nprint('open', sorted(os.listdir('/proc/self/fd')), flush=True)\napplication = print");
        using var inherited = File.OpenHandle("/dev/null");
        var number = (int)inherited.DangerousGetHandle();
        Assert.Equal(0, Libc.FcntlNumber(number, Libc.FSetFd, 0));
        var settings = AppFolder.Settings(folder.Location);

        var process = await StartAsync(settings);

        process.Channel.Send(SetupMessage.Encode(settings, 1));
        AwaitLog("open [");
        Assert.DoesNotContain(_log.Lines, line => line.Contains($"'{number}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Starts_one_guardian_and_another_when_it_dies()
    {
        var settings = AppFolder.Settings(AppFolder.Fixture("echo"));
        await StartAsync(settings);
        var first = _runtimes[0].GuardianPid;
        await _runtimes[0].LaunchAsync(2, 0);
        Assert.Equal(first, _runtimes[0].GuardianPid);
        Assert.NotNull(first);
        using (var guardian = Process.GetProcessById(first.Value))
            guardian.Kill();
        AwaitLog($"Warning the guardian [{first}] died: killed by SIGKILL");
        // At once, or, when it lived too shortly, with the next process.
        await _runtimes[0].LaunchAsync(3, 0);
        Assert.NotEqual(first, _runtimes[0].GuardianPid);
        Assert.NotNull(_runtimes[0].GuardianPid);
    }

    [Fact]
    public async Task Never_gives_a_generation_twice()
    {
        var runtime = NewRuntime(AppFolder.Settings("/"));
        var numbers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(runtime.NextGeneration)));
        Assert.Equal(100, numbers.Distinct().Count());
    }

    public void Dispose() => _runtimes.ForEach(runtime => runtime.Dispose());

    private WsgiRuntime NewRuntime(WsgiSettings settings)
    {
        _runtimes.Add(new WsgiRuntime(settings, _log));
        return _runtimes[^1];
    }

    private Task<PythonProcess> StartAsync(WsgiSettings settings) => NewRuntime(settings).LaunchAsync(1, 0);

    private static bool IsGone(int pid) => !Directory.Exists($"/proc/{pid}");

    private void AwaitLog(string part) => WaitFor(() => _log.Lines.Any(line => line.Contains(part, StringComparison.Ordinal)));

    private void WaitFor(Func<bool> condition) => Assert.True(SpinWait.SpinUntil(condition, Ceiling), string.Join('\n', _log.Lines));
}
