using System.Net;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The pool and its queue: how many run at once, who waits, who is refused.</summary>
[Collection(Processes.Name)]
public sealed class PoolTests
{
    [Fact]
    public async Task Runs_as_many_requests_at_once_as_there_are_workers()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 5");
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("ready", StringComparison.Ordinal)) >= 5, "five workers are ready");
        using HttpClient client = server.Client();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.GetStringAsync("/sleep?s=1")));

        // The access log's last word of each line is the worker: five requests, none of which waited, on five workers.
        ServerProcess.WaitUntil(() => server.Output.Count == 5, "five lines");
        Assert.Equal(["1", "2", "3", "4", "5"], server.Output.Select(line => line.Split(' ')[^1]).Order());
    }

    [Fact]
    public async Task Refuses_the_surplus_at_once_with_Retry_After()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1\nqueue-size: 2");
        using HttpClient client = server.Client();
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetAsync("/sleep?s=1")));

        Assert.Equal(3, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        HttpResponseMessage[] refused = [.. answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable)];
        Assert.Equal(17, refused.Length);
        Assert.All(refused, answer => Assert.NotNull(answer.Headers.RetryAfter));
        server.WaitForLog("refused with 503");
    }

    [Fact]
    public async Task Refuses_what_has_waited_for_its_time()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1\ntimeout: 1");
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> running = client.GetAsync("/sleep?s=4");
        server.WaitForLog("sleeps in");
        Task<HttpResponseMessage> waiting = client.GetAsync("/pid");

        Assert.Same(waiting, await Task.WhenAny(running, waiting));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await waiting).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await running).StatusCode);
    }

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
    public async Task Answers_504_and_replaces_the_stuck_process()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1\nrequest-timeout: 1");
        int stuck = Assert.Single(server.WorkerPids());
        using HttpClient client = server.Client();

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await client.GetAsync("/cloop?s=60")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
        ServerProcess.WaitUntil(() => !ServerProcess.IsAlive(stuck), "the stuck process is gone");
        server.WaitForLog("cpu.py");
        server.WaitForOutput("504");
    }
}
