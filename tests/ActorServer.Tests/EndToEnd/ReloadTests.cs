using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace ActorServer.Tests.EndToEnd;

/// <summary>A reload under load costs no request, whether the new code is good or broken; a pool that fails is found out, and heals.</summary>
[Collection(Processes.Name)]
public sealed class ReloadTests : IDisposable
{
    private const int Hangup = 1;

    private const string Good = """
        import os, time
        def application(environ, start_response):
            if environ["PATH_INFO"] == "/slow":
                time.sleep(0.3)
            if environ["PATH_INFO"] == "/waits":
                with open("began", "w"):
                    pass
                while os.path.exists("began"):
                    time.sleep(0.01)
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"%d" % os.getpid()]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-e2e-").FullName;

    public ReloadTests() => Write(Good);

    [Fact]
    public async Task Replaces_all_processes_under_load_without_the_loss_of_a_request()
    {
        using ServerProcess server = Start();
        await using var load = new Load(server);
        int[] before = Pids(server);

        server.Signal(Hangup);

        server.WaitForLog("reloaded: 3 workers serve the new generation");
        ServerProcess.WaitUntil(() => !before.Any(ServerProcess.IsAlive), "the processes before have left");
        Assert.Empty(Pids(server).Intersect(before));
        ServerProcess.WaitUntil(() => load.Pids.Count(pid => !before.Contains(pid)) == 3, "all the new ones answer");
        Assert.Equal([HttpStatusCode.OK], await load.EndAsync());
    }

    [Fact]
    public async Task Keeps_all_processes_when_the_new_code_is_broken_and_shows_where()
    {
        using ServerProcess server = Start();
        await using var load = new Load(server);
        int[] before = Pids(server);
        Write("import no_such_thing\n" + Good);

        server.Signal(Hangup);

        server.WaitForLog("not reloaded: worker-1 could not boot the new generation");
        server.WaitForLog("wsgi.py\", line 1");
        int after = load.Count;
        ServerProcess.WaitUntil(() => load.Count > after + 100, "requests are answered after it");
        Assert.Equal([HttpStatusCode.OK], await load.EndAsync());
        Assert.Equal(before.Order(), load.Pids.Order());
        Assert.Equal(before.Order(), Pids(server).Order());
    }

    [Fact]
    public async Task Refuses_at_once_while_every_process_dies_and_heals_when_the_code_is_mended()
    {
        using ServerProcess server = Start();
        using HttpClient client = server.Client();
        Write("import os, threading\nthreading.Timer(0.05, os._exit, (3,)).start()\n" + Good);
        foreach (int pid in Pids(server))
        {
            ServerProcess.Kill(pid, 9);
        }

        server.WaitForLog("the pool is failing: 5 processes died early within 10 s");
        ServerProcess.WaitUntil(() => server.WorkerPids().Length == 0, "no process is left");
        using HttpResponseMessage refused = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.InRange(LinesWith(server, "is ready"), 5, 20);

        Write(Good);
        server.Signal(Hangup);

        server.WaitForLog("reloaded: 3 workers");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Heals_by_itself_when_the_tried_process_works()
    {
        using ServerProcess server = Start("breaker.retry = 500ms, breaker.deaths = 3, early-death = 500ms");
        Write("import os\nos._exit(3)\n");
        foreach (int pid in Pids(server))
        {
            ServerProcess.Kill(pid, 9);
        }

        server.WaitForLog("the pool is failing: 3 processes died early");
        Write(Good);

        server.WaitForLog("the pool works again");
        ServerProcess.WaitUntil(() => server.WorkerPids().Length == 3, "the pool is whole");
        using HttpClient client = server.Client();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Replaces_processes_that_have_answered_their_number_without_the_loss_of_a_request()
    {
        using ServerProcess server = Start("channel-depth = 4", "max-requests: 50");
        await using var load = new Load(server);

        ServerProcess.WaitUntil(() => load.Pids.Count >= 9, "each has been replaced twice");

        server.WaitForLog("is to be replaced: it has answered as many requests as it may");
        Assert.Equal([HttpStatusCode.OK], await load.EndAsync());
    }

    [Fact]
    public async Task Serves_on_with_a_process_whose_replacement_cannot_boot()
    {
        using ServerProcess server = Start(yaml: "max-requests: 50");
        int[] before = Pids(server);
        Write("import no_such_thing\n" + Good);
        await using var load = new Load(server);

        ServerProcess.WaitUntil(() => LinesWith(server, "serves on, the process that was to replace it died") == 3, "each has tried");

        Assert.Equal([HttpStatusCode.OK], await load.EndAsync());
        Assert.Equal(before.Order(), load.Pids.Order());
    }

    [Fact]
    public async Task Lets_a_request_finish_that_began_before_the_reload_and_ends_its_process_then()
    {
        using ServerProcess server = Start();
        using HttpClient client = server.Client();
        string log = Path.Combine(_folder, "began");
        Task<string> waits = client.GetStringAsync("/waits");
        ServerProcess.WaitUntil(() => File.Exists(log), "the request runs");

        server.Signal(Hangup);
        server.WaitForLog("reloaded: 3 workers serve the new generation");
        int[] serving = [.. Enumerable.Range(0, 6).Select(_ => int.Parse(client.GetStringAsync("/").Result, CultureInfo.InvariantCulture))];
        File.Delete(log);

        int pid = int.Parse(await waits, CultureInfo.InvariantCulture);
        Assert.DoesNotContain(pid, serving);
        ServerProcess.WaitUntil(() => server.WorkerPids().Order().SequenceEqual(serving.Distinct().Order()), "only the new generation is left");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ServerProcess Start(string wsgi = "", string yaml = "")
    {
        string conf = Path.Combine(_folder, "more.conf");
        File.WriteAllText(conf, $"actor-server.wsgi {{ {wsgi} }}");
        ServerProcess server = ServerProcess.StartIn(_folder, "wsgi", $"concurrency: 3\ntimeout: 60\nenv: {{PYTHONDONTWRITEBYTECODE: '1'}}\nhocon: {conf}\n{yaml}");
        ServerProcess.WaitUntil(() => LinesWith(server, "is ready") == 3, "three workers are ready");
        return server;
    }

    private static int LinesWith(ServerProcess server, string part) => server.Log.Count(line => line.Contains(part, StringComparison.Ordinal));

    private static int[] Pids(ServerProcess server) => server.WorkerPids();

    private void Write(string program) => File.WriteAllText(Path.Combine(_folder, "wsgi.py"), program);

    /// <summary>Clients that ask one request after the other, some of them slow ones, until they are told to end.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly ConcurrentDictionary<HttpStatusCode, int> _statuses = new();
        private readonly ConcurrentDictionary<int, int> _pids = new();
        private readonly HttpClient _client;
        private readonly Task[] _clients;
        private volatile bool _isOver;
        private int _count;

        public Load(ServerProcess server)
        {
            _client = server.Client();
            _clients = [.. new[] { "/", "/", "/", "/slow" }.Select(path => Task.Run(() => AskAsync(path)))];
            ServerProcess.WaitUntil(() => _count > 50, "the load has begun");
        }

        public int Count => _count;

        public IReadOnlyCollection<int> Pids => [.. _pids.Keys];

        public async Task<HttpStatusCode[]> EndAsync()
        {
            _isOver = true;
            await Task.WhenAll(_clients);
            return [.. _statuses.Keys];
        }

        public async ValueTask DisposeAsync()
        {
            _isOver = true;
            await Task.WhenAll(_clients).ContinueWith(_ => { }, TaskScheduler.Default);
            _client.Dispose();
        }

        private async Task AskAsync(string path)
        {
            while (!_isOver)
            {
                using HttpResponseMessage answer = await _client.GetAsync(path);
                _statuses.TryAdd(answer.StatusCode, 0);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    _pids.TryAdd(int.Parse(await answer.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture), 0);
                }

                Interlocked.Increment(ref _count);
            }
        }
    }
}
