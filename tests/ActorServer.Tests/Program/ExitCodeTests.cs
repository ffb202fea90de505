using System.Net;
using System.Net.Sockets;
using ActorServer.Tests.EndToEnd;

namespace ActorServer.Tests.Program;

/// <summary>How the program ends, as a shell sees it: the exit code and the one final line.</summary>
[Collection(Processes.Name)]
public sealed class ExitCodeTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const string Stuck = "import time\ndef application(environ, start_response):\n    open('begun', 'w').close()\n    time.sleep(600)\n";

    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData(Terminate, "SIGTERM")]
    [InlineData(Interrupt, "SIGINT")]
    public async Task A_signal_stops_it_with_0_and_says_which(int signal, string name)
    {
        using var server = StartReady("wsgi");
        using var client = server.Client();
        Assert.Equal("ok", await client.GetStringAsync(new Uri("/", UriKind.Relative)));
        server.Signal(signal);
        Assert.Equal(0, server.WaitForExit());
        Assert.Equal($"actorserver: Stopped by {name}.", server.Log.Last());
    }

    [Fact]
    public async Task When_the_drain_time_is_over_the_rest_is_reset()
    {
        _workspace.Write("app/stuck.py", Stuck);
        using var server = StartReady("stuck", "drain-timeout: 200ms");
        using var client = server.Client();
        var answer = client.GetStringAsync(new Uri("/", UriKind.Relative));
        ServerProcess.WaitUntil(() => File.Exists(_workspace.At("app/begun")), "the request has begun");
        server.Signal(Terminate);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
        Assert.Equal(0, server.WaitForExit());
        Assert.Contains(server.Log, line => line.Contains("what was still under way is reset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_signal_after_a_second_means_now()
    {
        _workspace.Write("app/stuck.py", Stuck);
        using var server = StartReady("stuck", "drain-timeout: 10m\nrequest-timeout: 10m");
        using var client = server.Client();
        var answer = client.GetStringAsync(new Uri("/", UriKind.Relative));
        ServerProcess.WaitUntil(() => File.Exists(_workspace.At("app/begun")), "the request has begun");
        server.Signal(Terminate);
        server.WaitForLog("SIGTERM: draining");

        // An echo within the first second is nothing; one of these comes after it.
        ServerProcess.WaitUntil(
            () =>
            {
                server.Signal(Terminate);
                return server.Log.Any(line => line.Contains("SIGTERM again: stopping now", StringComparison.Ordinal));
            },
            "a second signal counts");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer);
        Assert.Equal(0, server.WaitForExit());
    }

    [Fact]
    public void A_port_in_use_is_1_and_no_process_was_started()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        _workspace.Write("app/boots.py", "open('booted', 'w').close()\ndef application(environ, start_response): pass\n");
        using var server = Start("boots", port: port);
        Assert.Equal(1, server.WaitForExit());
        Assert.Equal(
            $"actorserver: Cannot listen on 127.0.0.1 port {port}: it is in use: end the program that holds it, or choose another (actor-server.listener.address, actor-server.listener.port).",
            server.Log.Last());
        Assert.False(File.Exists(_workspace.At("app/booted")));
    }

    [Fact]
    public void A_typo_in_app_yaml_is_2_and_one_line()
    {
        using var server = Start("wsgi", "concurency: 3");
        Assert.Equal(2, server.WaitForExit());
        Assert.Equal(["app.yaml:4: \"concurency\" is not a key of app.yaml. Did you mean concurrency?"], server.Log);
    }

    [Fact]
    public void An_access_log_that_cannot_be_opened_is_2()
    {
        _workspace.Write("folder/file", "");
        using var server = Start("wsgi", $"access-log: {_workspace.At("folder")}");
        Assert.Equal(2, server.WaitForExit());
        Assert.StartsWith("actorserver: The access log cannot be opened: ", server.Log.Last(), StringComparison.Ordinal);
        Assert.EndsWith(" (actor-server.access-log.to).", server.Log.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_raises_is_3_and_its_traceback_stands_before_the_final_line_once()
    {
        _workspace.Write("app/broken.py", "def explode():\n    raise RuntimeError('the database is not there')\nexplode()\n");
        using var server = Start("broken", "concurrency: 3");
        Assert.Equal(3, server.WaitForExit());
        Assert.StartsWith("actorserver: The application cannot be loaded: ", server.Log.Last(), StringComparison.Ordinal);
        Assert.Single(server.Log, line => line.Contains("Traceback (most recent call last)", StringComparison.Ordinal));
        Assert.Single(server.Log, line => line.Contains("in explode", StringComparison.Ordinal));
    }

    public void Dispose() => _workspace.Dispose();

    private ServerProcess Start(string module, string yaml = "", int port = 0)
    {
        _workspace.Write("app/empty.py", "");
        return ServerProcess.Launch($"app-loc: {_workspace.At("app")}\nport: {port}\napp-module: {module}\n{yaml}\n");
    }

    private ServerProcess StartReady(string module, string yaml = "")
    {
        _workspace.Write("app/empty.py", "");
        return ServerProcess.StartIn(_workspace.At("app"), module, "concurrency: 1\n" + yaml);
    }
}
