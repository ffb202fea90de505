using System.Net;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The pool and its queue: how many run at once, who waits, who is refused, and who has taken too long.</summary>
public abstract class PoolTests(ApplicationKind kind)
{
    [Fact]
    public async Task Runs_as_many_requests_at_once_as_there_are_workers()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 5");
        using HttpClient client = server.Client();
        if (kind == ApplicationKind.Python)
        {
            ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("ready", StringComparison.Ordinal)) >= 5, "five workers are ready");
        }

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetStringAsync("/sleep?s=1")));

        // The access log's last word of each line is the worker: five requests, none of which waited, on five workers.
        ServerProcess.WaitUntil(() => Workers().Length == 5, "five lines");
        Assert.Equal(["1", "2", "3", "4", "5"], Workers());

        string[] Workers() => [.. server.Output.Where(line => line.Contains("/sleep", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]).Order()];
    }

    [Fact]
    public async Task Refuses_the_surplus_at_once_with_Retry_After()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 2\nqueue-size: 2\ntimeout: 60");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage>[] running = [client.GetAsync("/sleep?s=3"), client.GetAsync("/sleep?s=3")];
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("sleeps in", StringComparison.Ordinal)) == 2, "both sleep");

        List<HttpResponseMessage> answers = [];
        await foreach (Task<HttpResponseMessage> answer in Task.WhenEach(Enumerable.Range(0, 18).Select(_ => client.GetAsync("/pid"))))
        {
            answers.Add(await answer);
        }

        // Sixteen did not wait until a worker was free; two did.
        Assert.Equal(Enumerable.Repeat(HttpStatusCode.ServiceUnavailable, 16).Append(HttpStatusCode.OK).Append(HttpStatusCode.OK), answers.Select(answer => answer.StatusCode));
        Assert.All(answers[..16], answer => Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta));
        Assert.All(await Task.WhenAll(running), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        server.WaitForLog("refused with 503");
    }

    [Fact]
    public async Task Refuses_what_has_waited_for_its_time()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 1\ntimeout: 1");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> running = client.GetAsync("/sleep?s=3");
        server.WaitForLog("sleeps in");
        Task<HttpResponseMessage> waiting = client.GetAsync("/pid");

        Assert.Same(waiting, await Task.WhenAny(running, waiting));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await waiting).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
    }

    [Fact]
    public async Task Answers_504_to_what_takes_too_long_and_serves_the_next()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 1\nqueue-size: 1\nrequest-timeout: 1\ntimeout: 60");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> tooLong = client.GetAsync("/sleep?s=600");
        server.WaitForLog("sleeps in");
        Task<HttpResponseMessage> next = client.GetAsync("/pid");

        using HttpResponseMessage given = await tooLong;
        Assert.Equal(HttpStatusCode.GatewayTimeout, given.StatusCode);
        Assert.True(given.Headers.ConnectionClose);
        Assert.Equal(HttpStatusCode.OK, (await next).StatusCode);
        server.WaitForLog("is over its time in worker-1");
    }

    [Fact]
    public async Task Logs_who_was_refused_and_who_took_too_long()
    {
        using ServerProcess server = ServerProcess.Start(kind, "concurrency: 1\nqueue-size: 0\nrequest-timeout: 2");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> tooLong = SendAsync("/sleep?s=600", "over-time");
        server.WaitForLog("sleeps in");

        foreach ((Task<HttpResponseMessage> answered, AccessLine expected) in new[]
        {
            (SendAsync("/pid", "surplus"), new AccessLine("GET /pid HTTP/1.1", 503, 0, "surplus", "-")),
            (tooLong, new AccessLine("GET /sleep?s=600 HTTP/1.1", 504, 0, "over-time", "1")),
        })
        {
            using HttpResponseMessage answer = await answered;
            Assert.Equal(expected.Status, (int)answer.StatusCode);
            Assert.Equal(expected with { Bytes = (await answer.Content.ReadAsByteArrayAsync()).Length }, AccessLine.WaitFor(server, expected.Id));
        }

        async Task<HttpResponseMessage> SendAsync(string path, string id)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Request-ID", id } } };
            return await client.SendAsync(request);
        }
    }

    [Collection(Processes.Name)]
    public sealed class OnPython() : PoolTests(ApplicationKind.Python)
    {
        [Fact]
        public void Takes_its_size_from_HOCON_when_the_yaml_does_not_say()
        {
            string conf = Path.Combine(Directory.CreateTempSubdirectory("actorserver-e2e-").FullName, "three.conf");
            File.WriteAllText(conf, """
                actor-server.gateway.concurrency = 3
                akka.actor.deployment."/gateway".dispatcher = router-dispatcher
                router-dispatcher { type = PinnedDispatcher }
                """);
            using ServerProcess server = ServerProcess.Start("echo", $"hocon: {conf}");

            ServerProcess.WaitUntil(() => server.WorkerPids().Length == 3, "three processes");
            Directory.Delete(Path.GetDirectoryName(conf)!, recursive: true); // A file in a folder has one.
        }

        [Fact]
        public async Task Replaces_the_stuck_process()
        {
            using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1\nrequest-timeout: 1");
            int stuck = Assert.Single(server.WorkerPids());
            using HttpClient client = server.Client();

            Assert.Equal(HttpStatusCode.GatewayTimeout, (await client.GetAsync("/cloop?s=60")).StatusCode);

            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
            ServerProcess.WaitUntil(() => !ServerProcess.IsAlive(stuck), "the stuck process is gone");
            server.WaitForLog("cpu.py");
        }
    }

    [Collection(Processes.Name)]
    public sealed class OnAspNetCore() : PoolTests(ApplicationKind.AspNetCore)
    {
        [Fact]
        public async Task Keeps_the_place_until_the_application_returns_and_tells_it_that_nobody_waits()
        {
            using ServerProcess server = ServerProcess.StartDotnet("webapp", "concurrency: 1\nrequest-timeout: 1\ntimeout: 60");
            using HttpClient client = server.Client();

            Assert.Equal(HttpStatusCode.GatewayTimeout, (await client.GetAsync("/stubborn/one?s=2")).StatusCode);

            // There is one place: who gets it sees what the one before did last.
            Assert.Equal("""["aborted","returning"]""", await client.GetStringAsync("/notes/one"));
        }
    }
}
