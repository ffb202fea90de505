using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The admin listener of the real program: it answers whatever the application does, until the end.</summary>
public abstract class AdminTests(ApplicationKind kind)
{
    private const int Terminate = 15;

    [Fact]
    public async Task Answers_with_every_worker_asleep_and_the_queue_full()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 2\nqueue-size: 1\ntimeout: 60\nrequest-timeout: 60\nadmin: 127.0.0.1:0");
        using HttpClient client = server.Client();
        using HttpClient admin = Admin(server);
        Task<HttpResponseMessage>[] asleep = [client.GetAsync("/sleep?s=600"), client.GetAsync("/sleep?s=600")];
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("sleeps in", StringComparison.Ordinal)) == 2, "both sleep");
        Task<HttpResponseMessage> waiting = client.GetAsync("/pid");
        JsonNode status = await StatusAsync(admin);
        while ((int?)status["pool"]!["queued"] != 1)
        {
            status = await StatusAsync(admin);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/pid")).StatusCode);
        Assert.Equal("alive\n", await admin.GetStringAsync("/livez"));
        Assert.Equal("ready: 2 of 2 workers\n", await admin.GetStringAsync("/readyz"));
        status = await StatusAsync(admin);
        Assert.Equal(("serving", 2, 2), ((string?)status["state"], (int?)status["pool"]!["ready"], (int?)status["pool"]!["busy"]));
        Assert.Equal(1, (int?)status["pool"]!["shed"]!["queue_full"]);
        Assert.Equal(
            ["GET /sleep?s=600 HTTP/1.1", "GET /sleep?s=600 HTTP/1.1"],
            status["workers"]!.AsArray().Select(worker => (string?)worker!["processes"]![0]!["requests"]![0]!["line"]));

        // A client has its answer a moment before it is counted.
        string metrics = await admin.GetStringAsync("/metrics");
        while (!metrics.Contains("http_response_status_code=\"503\"", StringComparison.Ordinal) || !metrics.Contains("queue_wait_seconds_count", StringComparison.Ordinal))
        {
            metrics = await admin.GetStringAsync("/metrics");
        }

        Assert.Contains("# TYPE http_server_request_duration_seconds histogram\n", metrics, StringComparison.Ordinal);
        foreach ((string metric, string value) in new[]
        {
            ("actorserver_queue_depth{", "1"), ("actorserver_requests_shed_total{", "1"), ("http_server_active_requests{", "3"),
            ("http_server_request_duration_seconds_bucket{", "1"), ("http_server_request_duration_seconds_count{", "1"), ("actorserver_queue_wait_seconds_count{", "1"),
        })
        {
            Assert.EndsWith(" " + value, metrics.Split('\n').Last(line => line.StartsWith(metric, StringComparison.Ordinal)), StringComparison.Ordinal);
        }

        Assert.Matches("actorserver_workers\\{[^}]*state=\"busy\"\\} 2\n", metrics);
        Assert.DoesNotContain(server.Output, line => line.Contains("readyz", StringComparison.Ordinal));
        Assert.All(asleep.Append(waiting), task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public async Task Says_that_it_drains_until_the_end()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 1\nadmin: 127.0.0.1:0");
        using HttpClient client = server.Client();
        using HttpClient admin = Admin(server);
        Task<HttpResponseMessage> running = client.GetAsync("/sleep?s=3");
        server.WaitForLog("sleeps in");
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/readyz")).StatusCode);

        server.Signal(Terminate);

        HttpResponseMessage ready = await admin.GetAsync("/readyz");
        while (ready.StatusCode == HttpStatusCode.OK)
        {
            ready = await admin.GetAsync("/readyz");
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "draining: the server stops\n"), (ready.StatusCode, await ready.Content.ReadAsStringAsync()));
        Assert.Equal("draining", (string?)(await StatusAsync(admin))["state"]);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/livez")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
        Assert.Equal(0, server.WaitForExit());
    }

    [Fact]
    public void A_taken_address_refuses_the_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using ServerProcess server = ServerProcess.Launch(kind == ApplicationKind.Python
            ? $"port: 0\nadmin: 127.0.0.1:{port}\napp-loc: {Path.Combine(ServerProcess.Root, "tests", "apps", "echo")}\n"
            : $"port: 0\nadmin: 127.0.0.1:{port}\napp-loc: {BuiltApplication.FolderOf("webapp")}\napp-module: webapp\n");

        Assert.Equal(1, server.WaitForExit());
        Assert.Equal(
            $"actorserver: Cannot listen on 127.0.0.1 port {port}: it is in use: end the program that holds it, or choose another (actor-server.admin.address).",
            server.Log.Last());
    }

    private static HttpClient Admin(ServerProcess server) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri(server.WaitForLog("admin on ").Split(' ')[^1]),
    };

    // On a machine that is busy otherwise somebody may not have answered in time; the status says so, and is asked for again.
    private static async Task<JsonNode> StatusAsync(HttpClient admin)
    {
        while (true)
        {
            JsonNode status = JsonNode.Parse(await admin.GetStringAsync("/status"))!; // JSON is never null.
            if (status["pool"] is not null && status["silent_workers"]!.AsArray().Count == 0)
            {
                return status;
            }
        }
    }

    [Collection(Processes.Name)]
    public sealed class OnPython() : AdminTests(ApplicationKind.Python);

    [Collection(Processes.Name)]
    public sealed class OnAspNetCore() : AdminTests(ApplicationKind.AspNetCore);
}
