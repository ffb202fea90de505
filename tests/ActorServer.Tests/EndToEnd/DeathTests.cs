using System.Globalization;
using System.Net;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Processes that die, and a server that does.</summary>
[Collection(Processes.Name)]
public sealed class DeathTests
{
    [Fact]
    public async Task Costs_only_the_request_that_ran_when_a_process_is_killed()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 3");
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("ready", StringComparison.Ordinal)) >= 3, "three workers are ready");
        using HttpClient client = server.Client();
        int victim = int.Parse(await client.GetStringAsync("/pid"), CultureInfo.InvariantCulture);
        Task<HttpResponseMessage>[] sleeping = [.. Enumerable.Range(0, 3).Select(_ => client.GetAsync("/sleep?s=3"))];
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("sleeps in", StringComparison.Ordinal)) == 3, "all three sleep");

        ServerProcess.Kill(victim, 9);

        HttpResponseMessage[] answers = await Task.WhenAll(sleeping);
        Assert.Equal(["200", "200", "502"], answers.Select(answer => ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)).Order());
        Assert.Contains("SIGKILL", server.WaitForLog($"[{victim}]") + server.WaitForLog("SIGKILL"), StringComparison.Ordinal);
        ServerProcess.WaitUntil(() => server.WorkerPids().Length == 3 && !server.WorkerPids().Contains(victim), "the pool is whole");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
    }

    [Fact]
    public async Task Answers_502_when_the_application_ends_its_process()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1");
        using HttpClient client = server.Client();

        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync("/exit")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
    }

    [Fact]
    public async Task Leaves_no_process_behind_when_the_server_is_killed()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 2");
        ServerProcess.WaitUntil(() => server.WorkerPids().Length == 2, "two workers");
        using HttpClient client = server.Client();
        int child = int.Parse(await client.GetStringAsync("/child?s=60"), CultureInfo.InvariantCulture);
        int[] children = [.. server.ChildPids(), child];
        _ = client.GetAsync("/cloop?s=60").ContinueWith(request => request.Exception, TaskScheduler.Default);
        ServerProcess.WaitUntil(() => server.WorkerPids().Any(IsBusy), "a worker computes");

        server.Signal(9);

        ServerProcess.WaitUntil(() => !children.Any(ServerProcess.IsAlive), "no process of the server is left");
    }

    // utime is the 14th field; a loop in C passes a tick soon.
    private static bool IsBusy(int pid) =>
        File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..].StartsWith('R');
}
