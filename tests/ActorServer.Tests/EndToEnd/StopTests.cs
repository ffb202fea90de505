using System.Net;
using System.Net.Sockets;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The end of the server: what runs is answered, nobody new gets in, and the exit code says how it went.</summary>
[Collection(Processes.Name)]
public sealed class StopTests
{
    private const int Hangup = 1;
    private const int Terminate = 15;

    [Fact]
    public async Task Answers_what_is_under_way_and_takes_nobody_new()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 2");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> longest = client.GetAsync("/sleep?s=8");
        Task<HttpResponseMessage> shorter = client.GetAsync("/sleep?s=2");
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("sleeps in", StringComparison.Ordinal)) == 2, "both sleep");

        server.Signal(Terminate);

        ServerProcess.WaitUntil(() => !CanConnect(server), "the address is given up");
        Assert.Equal(HttpStatusCode.OK, (await shorter).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await longest).StatusCode);
        Assert.Equal(0, server.WaitForExit());
    }

    [Fact]
    public async Task Goes_on_after_SIGHUP()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1");
        server.Signal(Hangup);
        server.WaitForLog("SIGHUP");

        using HttpClient client = server.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
    }

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
}
