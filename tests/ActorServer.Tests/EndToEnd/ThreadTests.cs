using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorServer.Tests.Gateways;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Several requests at once in one Python process: they run together, stream side by side, and the end of one is not the end of the others.</summary>
[Collection(Processes.Name)]
public sealed class ThreadTests : IDisposable
{
    private const string Program = """
        import os, re, sys, threading, time
        folder = os.path.dirname(os.path.abspath(__file__))
        barrier = threading.Barrier(4)
        def say(text):
            sys.stderr.write(text + "\n")
        def beside():
            yield b"begun "
            while not os.path.exists(folder + "/open"):
                time.sleep(0.01)
            yield b"done"
        def watch(gone):
            while not gone():
                time.sleep(0.01)
            say("it was told")
            yield b"seen"
        def application(environ, start_response):
            path = environ["PATH_INFO"]
            say("began " + path)
            if path == "/meet":
                barrier.wait(30)
            if path == "/sleep":
                time.sleep(600)
            if path == "/compute":
                re.match("(a+)+$", "a" * 60 + "b")
            start_response("200 OK", [])
            if path == "/beside":
                return beside()
            if path == "/watch":
                return watch(environ["actorserver.client_gone"])
            if path == "/stream":
                return (environ["QUERY_STRING"].encode() * 10000 for _ in range(300))
            return [str(os.getpid()).encode()]
        """;

    private readonly AppFolder _folder = new(Program);

    [Fact]
    public async Task As_many_requests_run_at_once_as_there_are_threads()
    {
        using ServerProcess server = Start("concurrency: 1\nthreads: 4");
        using HttpClient client = server.Client();
        for (int round = 0; round < 3; round++)
        {
            // Each can only be answered while the three others are inside, too.
            string[] pids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.GetStringAsync("/meet")));
            Assert.Single(pids.Distinct());
        }
    }

    [Fact]
    public async Task Answers_stream_side_by_side_as_their_clients_take_them()
    {
        using ServerProcess server = Start("concurrency: 1\nthreads: 8");
        using HttpClient client = server.Client();
        Stream[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => client.GetStreamAsync($"/stream?{number}")));

        // The last one is read to its end while nobody reads the others, which are longer than all that buffers hold.
        foreach (int number in Enumerable.Range(0, 8).Reverse())
        {
            await using Stream answer = answers[number];
            using var body = new MemoryStream();
            await answer.CopyToAsync(body);
            Assert.Equal(3_000_000, body.Length);
            Assert.True(body.ToArray().All(value => value == '0' + number), $"Answer {number} holds bytes of another one.");
        }
    }

    [Fact]
    public async Task What_runs_beside_a_request_that_is_over_its_time_is_answered()
    {
        await File.WriteAllTextAsync(Path.Join(_folder.Location, "more.conf"), "actor-server.wsgi.kill-delay = 1ms");
        using ServerProcess server = Start($"concurrency: 1\nthreads: 4\nrequest-timeout: 2\nhocon: {_folder.Location}/more.conf");
        using HttpClient client = server.Client();
        int before = await AskPid(client);
        Task<HttpResponseMessage> stuck = client.GetAsync("/sleep");
        Task<string> beside = client.GetStringAsync("/beside");

        using HttpResponseMessage late = await stuck;

        Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);
        server.WaitForLog("\"GET /sleep HTTP/1.1\" is over its time");
        server.WaitForLog("in application");
        Assert.NotEqual(before, await AskPid(client));
        Assert.Contains(before, server.WorkerPids());
        await File.WriteAllTextAsync(Path.Join(_folder.Location, "open"), "");
        Assert.Equal("begun done", await beside);
        ServerProcess.WaitUntil(() => !server.WorkerPids().Contains(before), "the stuck process is gone");
    }

    [Fact]
    public async Task A_process_that_holds_the_interpreter_lock_is_replaced_and_what_it_had_not_received_runs_elsewhere()
    {
        using ServerProcess server = Start("concurrency: 1\nthreads: 4\nrequest-timeout: 4");
        using HttpClient client = server.Client();
        await AskPid(client);
        Task<HttpResponseMessage> stuck = client.GetAsync("/compute");
        server.WaitForLog("began /compute");
        Task<HttpResponseMessage> waiting = client.GetAsync("/");

        using HttpResponseMessage late = await stuck;
        Assert.Equal(HttpStatusCode.GatewayTimeout, late.StatusCode);

        // Its own time may have ended just before: then it has its own 504, and not the process's death.
        using HttpResponseMessage answer = await waiting;
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.GatewayTimeout, $"{answer.StatusCode}");
        await AskPid(client);
    }

    [Fact]
    public async Task A_kill_costs_what_ran_in_the_process_and_nothing_else()
    {
        using ServerProcess server = Start("concurrency: 2\nthreads: 4");
        using HttpClient client = server.Client();
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("is ready", StringComparison.Ordinal)) == 2, "two workers are ready");
        Task<HttpResponseMessage>[] running = [.. Enumerable.Range(0, 8).Select(_ => client.GetAsync("/beside", HttpCompletionOption.ResponseContentRead))];
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("began /beside", StringComparison.Ordinal)) == 8, "all eight run");

        ServerProcess.Kill(server.WorkerPids()[0], 9);

        ServerProcess.WaitUntil(() => running.Count(request => request.IsFaulted) == 4, "four are lost");
        await File.WriteAllTextAsync(Path.Join(_folder.Location, "open"), "");
        foreach (Task<HttpResponseMessage> request in running.Where(request => !request.IsFaulted))
        {
            using HttpResponseMessage answer = await request;
            Assert.Equal("begun done", await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(4, running.Count(request => request.IsFaulted));
    }

    [Fact]
    public async Task A_kill_is_a_502_for_each_request_that_had_no_answer_yet()
    {
        using ServerProcess server = Start("concurrency: 1\nthreads: 4");
        using HttpClient client = server.Client();
        int pid = await AskPid(client);
        Task<HttpResponseMessage>[] running = [.. Enumerable.Range(0, 4).Select(_ => client.GetAsync("/sleep"))];
        ServerProcess.WaitUntil(() => server.Log.Count(line => line.Contains("began /sleep", StringComparison.Ordinal)) == 4, "all four run");

        ServerProcess.Kill(pid, 9);

        foreach (HttpResponseMessage answer in await Task.WhenAll(running))
        {
            using (answer)
            {
                Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
            }
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    public async Task An_application_can_ask_whether_its_client_has_left(int threads, bool isReset)
    {
        using ServerProcess server = Start($"concurrency: 1\nthreads: {threads}");
        using HttpClient client = server.Client();
        using Socket leaving = server.Connect();
        leaving.Send("GET /watch HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8);
        server.WaitForLog("began /watch");

        if (isReset)
        {
            leaving.Close(0);
        }
        else
        {
            leaving.Shutdown(SocketShutdown.Send);
        }

        server.WaitForLog("it was told");
        if (!isReset)
        {
            // Half a close is legal: this client still waits for its answer.
            Assert.EndsWith("seen\r\n0\r\n\r\n", ReadToEnd(leaving), StringComparison.Ordinal);
        }

        await AskPid(client);
    }

    public void Dispose() => _folder.Dispose();

    private ServerProcess Start(string yaml) => ServerProcess.StartIn(_folder.Location, "wsgi", yaml);

    private static async Task<int> AskPid(HttpClient client) => int.Parse(await client.GetStringAsync("/"), CultureInfo.InvariantCulture);

    private static string ReadToEnd(Socket socket)
    {
        var text = new StringBuilder();
        byte[] bytes = new byte[4096];
        for (int count; (count = socket.Receive(bytes)) > 0;)
        {
            text.Append(Encoding.Latin1.GetString(bytes, 0, count));
        }

        return text.ToString();
    }
}
