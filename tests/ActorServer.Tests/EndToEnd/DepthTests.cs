using System.Collections.Concurrent;
using System.Net;
using ActorServer.Tests.Gateways;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Requests that are given to quick workers ahead: none waits behind a slow one for long, none runs twice, none is lost.</summary>
[Collection(Processes.Name)]
public sealed class DepthTests : IDisposable
{
    private const int Clients = 32;

    private const string Program = """
        import os, time
        folder = os.path.dirname(os.path.abspath(__file__))
        ran = os.open(os.path.join(folder, "ran"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        def application(environ, start_response):
            if environ["PATH_INFO"] == "/slow":
                while not os.path.exists(os.path.join(folder, "open")):
                    time.sleep(0.01)
            else:
                os.write(ran, environ["QUERY_STRING"].encode() + b"\n")
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [b"done"]
        """;

    private readonly AppFolder _folder = new(Program);

    [Fact]
    public async Task Fast_requests_are_all_answered_beside_one_that_never_ends()
    {
        using ServerProcess server = Start();
        using HttpClient client = server.Client();
        await SendAsync(client, 500);
        Task<HttpResponseMessage> slow = client.GetAsync("/slow");

        ConcurrentDictionary<int, HttpStatusCode> answers = await SendAsync(client, 1000);

        Assert.All(answers.Values, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.False(slow.IsCompleted);
        await File.WriteAllTextAsync(Path.Join(_folder.Location, "open"), "");
        using HttpResponseMessage answer = await slow;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_costs_at_most_what_the_process_had_received_and_nothing_runs_twice(bool isPreloaded)
    {
        using ServerProcess server = Start(isPreloaded ? "preload: on" : "");
        using HttpClient client = server.Client();
        using var end = new CancellationTokenSource();
        Task<int> killing = KillAsync(isPreloaded ? server.ForkedPids : server.WorkerPids, end.Token);

        ConcurrentDictionary<int, HttpStatusCode> answers = await SendAsync(client, 8000);
        await end.CancelAsync();
        int kills = await killing;

        var times = (await File.ReadAllLinesAsync(Path.Join(_folder.Location, "ran"))).CountBy(int.Parse).ToDictionary();
        Assert.True(kills > 0, "Nothing was killed.");
        Assert.Equal(8000, answers.Count);
        Assert.All(answers.Values, status => Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadGateway, $"{status}"));
        Assert.InRange(answers.Values.Count(status => status == HttpStatusCode.BadGateway), 0, kills);
        Assert.All(times, ran => Assert.Equal(1, ran.Value));
        Assert.All(answers, answer => Assert.True(answer.Value != HttpStatusCode.OK || times.ContainsKey(answer.Key), $"{answer.Key} was answered and never ran."));
    }

    public void Dispose() => _folder.Dispose();

    private ServerProcess Start(string more = "")
    {
        // Kills so quick are early deaths, and on a busy machine the pool would count as failing.
        string file = Path.Join(_folder.Location, "depth.conf");
        File.WriteAllText(file, "actor-server.wsgi.breaker.deaths = 100000");
        return ServerProcess.StartIn(_folder.Location, "wsgi", $"concurrency: 3\ntimeout: 60\nqueue-size: 1000\nhocon: {file}\n{more}");
    }

    private static async Task<ConcurrentDictionary<int, HttpStatusCode>> SendAsync(HttpClient client, int count)
    {
        var answers = new ConcurrentDictionary<int, HttpStatusCode>();
        int next = 0;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            for (int number; (number = Interlocked.Increment(ref next)) <= count;)
            {
                using HttpResponseMessage answer = await client.GetAsync($"/?{number}");
                answers[number] = answer.StatusCode;
            }
        }));
        return answers;
    }

    // One ready process after the other, while at least another one is ready to take over.
    private static async Task<int> KillAsync(Func<int[]> workers, CancellationToken end)
    {
        int kills = 0;
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(200, CancellationToken.None);
            if (workers() is { Length: > 1 } pids)
            {
                ServerProcess.Kill(pids[kills % pids.Length], 9);
                kills++;
            }
        }

        return kills;
    }
}
