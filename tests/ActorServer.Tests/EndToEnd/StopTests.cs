using System.Net;
using System.Net.Sockets;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The end of the server: what runs is answered, nobody new gets in, and the exit code says how it went.</summary>
public abstract class StopTests(ApplicationKind kind)
{
    private const int Hangup = 1;
    private const int Terminate = 15;

    [Fact]
    public async Task Answers_what_is_under_way_and_takes_nobody_new()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 2");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> longest = client.GetAsync("/sleep?s=3");
        Task<HttpResponseMessage> shorter = client.GetAsync("/sleep?s=1");
        WaitUntilAsleep(server, 2);

        server.Signal(Terminate);

        ServerProcess.WaitUntil(() => !CanConnect(server), "the address is given up");
        Assert.False(longest.IsCompleted);
        Assert.Equal(HttpStatusCode.OK, (await shorter).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await longest).StatusCode);
        Assert.Equal(0, server.WaitForExit());
        Assert.Equal("actorserver: Stopped by SIGTERM.", server.Log.Last());
    }

    [Fact]
    public async Task A_second_SIGTERM_means_now()
    {
        using ServerProcess server = ServerProcess.Start(kind, "drain-timeout: 10m");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> cut = client.GetAsync("/sleep?s=600");
        WaitUntilAsleep(server, 1);
        server.Signal(Terminate);
        server.WaitForLog("SIGTERM: draining");

        // One that comes within a second of the first is its echo.
        ServerProcess.WaitUntil(
            () =>
            {
                server.Signal(Terminate);
                return server.Log.Any(line => line.Contains("SIGTERM again: stopping now", StringComparison.Ordinal));
            },
            "the second signal is taken for one");

        await Assert.ThrowsAsync<HttpRequestException>(() => cut);
        Assert.Equal(0, server.WaitForExit());
    }

    [Fact]
    public async Task Cuts_what_outlasts_the_drain()
    {
        using ServerProcess server = ServerProcess.Start(kind, "drain-timeout: 1");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> cut = client.GetAsync("/sleep?s=600");
        WaitUntilAsleep(server, 1);

        server.Signal(Terminate);

        await Assert.ThrowsAsync<HttpRequestException>(() => cut);
        Assert.Equal(0, server.WaitForExit());
        server.WaitForLog("what was still under way is reset");
    }

    [Fact]
    public async Task Goes_on_after_SIGHUP()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 1");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> running = client.GetAsync("/sleep?s=1");
        WaitUntilAsleep(server, 1);

        server.Signal(Hangup);

        server.WaitForLog("SIGHUP");
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
    }

    private static void WaitUntilAsleep(ServerProcess server, int count) =>
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("sleeps in", StringComparison.Ordinal)) == count, $"{count} sleep");

    private static bool CanConnect(ServerProcess server)
    {
        try
        {
            server.Connect().Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [Collection(Processes.Name)]
    public sealed class OnPython() : StopTests(ApplicationKind.Python);

    [Collection(Processes.Name)]
    public sealed class OnAspNetCore() : StopTests(ApplicationKind.AspNetCore);
}
