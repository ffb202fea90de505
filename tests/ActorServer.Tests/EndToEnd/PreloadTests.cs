using System.Globalization;
using System.Net;
using ActorServer.Tests.Gateways;

namespace ActorServer.Tests.EndToEnd;

/// <summary><c>preload: on</c>: one import, workers that are its forks, and everything else as with processes that are started.</summary>
[Collection(Processes.Name)]
public sealed class PreloadTests : IDisposable
{
    private const string Program = """
        import os
        imported_in = os.getpid()
        print("imported", flush=True)
        def application(environ, start_response):
            if environ["PATH_INFO"] == "/exit":
                os._exit(7)
            if environ["PATH_INFO"] == "/print":
                print("printed", flush=True)
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [f"{imported_in} {os.getpid()} VERSION".encode()]
        """;

    private readonly AppFolder _folder = new(Program);

    [Fact]
    public async Task Four_workers_are_forks_of_one_import()
    {
        using ServerProcess server = Start(4);
        int template = Assert.Single(server.WorkerPids());
        int[] workers = server.WaitForWorkers(4, isPreloaded: true);

        Assert.Equal(4, workers.Distinct().Count());
        AssertImports(1, server);
        using HttpClient client = server.Client();
        for (int i = 0; i < 8; i++)
        {
            string[] words = (await client.GetStringAsync("/")).Split(' ');
            Assert.Equal(Text(template), words[0]);
            Assert.Contains(int.Parse(words[1], CultureInfo.InvariantCulture), workers);
        }
    }

    [Fact]
    public async Task A_dead_worker_is_replaced_without_a_second_import_and_the_log_says_how_it_ended()
    {
        using ServerProcess server = Start(2);
        int[] workers = server.WaitForWorkers(2, isPreloaded: true);

        ServerProcess.Kill(workers[0], 9);
        server.WaitForLog($"[{workers[0]}] killed by SIGKILL");
        using HttpClient client = server.Client();
        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync("/exit")).StatusCode);

        server.WaitForLog("exited with code 7");
        ServerProcess.WaitUntil(() => server.ForkedPids() is { Length: 2 } pids && !pids.Intersect(workers[..1]).Any(), "the pool is whole");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
        AssertImports(1, server);
    }

    [Fact]
    public async Task Output_has_its_worker_and_process()
    {
        using ServerProcess server = Start(2);
        using HttpClient client = server.Client();
        string pid = (await client.GetStringAsync("/print")).Split(' ')[1];
        Assert.Matches($@"worker-[12] \[{pid}\] request [^ ]+: printed$", server.WaitForLog(": printed"));
    }

    [Fact]
    public async Task A_killed_template_costs_no_request()
    {
        using ServerProcess server = Start(2);
        int[] workers = server.WaitForWorkers(2, isPreloaded: true);
        int template = Assert.Single(server.WorkerPids());
        using HttpClient client = server.Client();
        using var end = new CancellationTokenSource();
        Task<int>[] load = [.. Enumerable.Range(0, 4).Select(_ => LoadAsync(client, end.Token))];

        ServerProcess.Kill(template, 9);
        server.WaitForLog($"the template [{template}] died: killed by SIGKILL");
        Assert.Equal("", await OthersAsync(client, 200));
        await end.CancelAsync();
        Assert.Equal(0, (await Task.WhenAll(load)).Sum());
        Assert.All(workers, worker => Assert.True(ServerProcess.IsAlive(worker)));

        ServerProcess.Kill(workers[0], 9);
        server.WaitForLog("how is not known, its template is gone; ");
        ServerProcess.WaitUntil(() => server.ForkedPids().Length == 1, "a fork of another template");
        AssertImports(2, server);
    }

    [Fact]
    public void Nothing_is_left_when_the_server_is_killed()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 2\npreload: on");
        int[] all = [.. server.WaitForWorkers(2, isPreloaded: true), .. server.ChildPids()];
        using HttpClient client = server.Client();
        _ = client.GetAsync("/cloop?s=60").ContinueWith(request => request.Exception, TaskScheduler.Default);
        ServerProcess.WaitUntil(() => server.ForkedPids().Any(IsComputing), "a worker computes");

        server.Signal(9);

        ServerProcess.WaitUntil(() => !all.Any(ServerProcess.IsAlive), "no process of the server is left");
    }

    [Fact]
    public async Task A_stuck_fork_shows_its_stack_and_is_replaced_from_the_same_import()
    {
        using ServerProcess server = ServerProcess.Start("echo", "concurrency: 1\nrequest-timeout: 1\npreload: on");
        int stuck = Assert.Single(server.WaitForWorkers(1, isPreloaded: true));
        int template = Assert.Single(server.WorkerPids());
        using HttpClient client = server.Client();

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await client.GetAsync("/cloop?s=60")).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/pid")).StatusCode);
        ServerProcess.WaitUntil(() => !ServerProcess.IsAlive(stuck), "the stuck process is gone");
        Assert.Contains($"[{stuck}]", server.WaitForLog("cpu.py"), StringComparison.Ordinal);
        Assert.Equal(template, Assert.Single(server.WorkerPids()));
    }

    [Fact]
    public void An_import_that_fails_ends_the_start_with_its_traceback_once()
    {
        using ServerProcess server = ServerProcess.Launch(
            $"port: 0\nconcurrency: 3\npreload: on\napp-loc: {Path.Combine(ServerProcess.Root, "tests", "apps", "broken")}\napp-module: raises\n");

        Assert.Equal(3, server.WaitForExit());
        Assert.Single(server.Log, line => line.Contains("Traceback", StringComparison.Ordinal));
        Assert.Contains(server.Log, line => line.Contains("raises.py", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_import_that_leaves_a_thread_is_served_by_processes_of_their_own()
    {
        File.WriteAllText(PathOf("wsgi.py"), $"{Program}\nimport threading, time\nthreading.Thread(target=time.sleep, args=(600,), name='metrics', daemon=True).start()\n");
        using ServerProcess server = Start(2);
        server.WaitForLog("left threads running: 'metrics'; ");
        server.WaitForWorkers(2, isPreloaded: false);
        using HttpClient client = server.Client();
        string[] words = (await client.GetStringAsync("/")).Split(' ');
        Assert.Equal(words[0], words[1]);
    }

    [Fact]
    public async Task A_reload_serves_from_a_new_template()
    {
        using ServerProcess server = Start(2);
        server.WaitForWorkers(2, isPreloaded: true);
        int template = Assert.Single(server.WorkerPids());
        File.WriteAllText(PathOf("wsgi.py"), Program.Replace("VERSION", "two", StringComparison.Ordinal));

        server.Signal(1);

        server.WaitForLog($"the template [{template}] has ended: exited with code 0");
        using HttpClient client = server.Client();
        string[] words = (await client.GetStringAsync("/")).Split(' ');
        Assert.Equal("two", words[2]);
        Assert.NotEqual(Text(template), words[0]);
        AssertImports(2, server);
    }

    [Fact]
    public async Task After_a_failed_reload_a_dead_worker_comes_back_with_the_old_code()
    {
        using ServerProcess server = Start(2);
        int[] workers = server.WaitForWorkers(2, isPreloaded: true);
        int template = Assert.Single(server.WorkerPids());
        File.WriteAllText(PathOf("wsgi.py"), "raise LookupError('broken since')");
        server.Signal(1);
        server.WaitForLog("broken since");

        ServerProcess.Kill(workers[0], 9);
        ServerProcess.Kill(workers[1], 9);

        ServerProcess.WaitUntil(() => server.ForkedPids() is { Length: 2 } pids && !pids.Intersect(workers).Any(), "the pool is whole");
        using HttpClient client = server.Client();
        Assert.StartsWith($"{template} ", await client.GetStringAsync("/"), StringComparison.Ordinal);
        AssertImports(1, server);
    }

    public void Dispose() => _folder.Dispose();

    private ServerProcess Start(int workers) => ServerProcess.StartIn(_folder.Location, "wsgi", $"concurrency: {workers}\npreload: on");

    private string PathOf(string name) => Path.Join(_folder.Location, name);

    private static void AssertImports(int count, ServerProcess server)
    {
        int Count() => server.Log.Count(line => line.EndsWith(": imported", StringComparison.Ordinal));
        ServerProcess.WaitUntil(() => Count() >= count, $"{count} imports");
        Assert.Equal(count, Count());
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // What was answered other than 200, joined.
    private static async Task<string> OthersAsync(HttpClient client, int count)
    {
        List<string> others = [];
        for (int i = 0; i < count; i++)
        {
            using HttpResponseMessage answer = await client.GetAsync("/");
            if (answer.StatusCode != HttpStatusCode.OK)
                others.Add(answer.StatusCode.ToString());
        }

        return string.Join(',', others);
    }

    private static async Task<int> LoadAsync(HttpClient client, CancellationToken end)
    {
        int failed = 0;
        while (!end.IsCancellationRequested)
        {
            using HttpResponseMessage answer = await client.GetAsync("/", CancellationToken.None);
            failed += answer.StatusCode == HttpStatusCode.OK ? 0 : 1;
        }

        return failed;
    }

    private static bool IsComputing(int pid) =>
        File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..].StartsWith('R');
}
