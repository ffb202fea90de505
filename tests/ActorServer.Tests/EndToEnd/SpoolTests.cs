using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The spool of a running server: what is in it, who gets what when it is full or broken, and that nothing of it survives.</summary>
[Collection(Processes.Name)]
public sealed class SpoolTests : IDisposable
{
    private const int Large = 300_000;
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorserver-e2e-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Brings_a_large_body_to_the_application_and_is_empty_afterwards()
    {
        using ServerProcess server = Start();
        using HttpClient client = server.Client();
        byte[] body = new byte[Large];
        new Random(1).NextBytes(body);

        using HttpResponseMessage answer = await client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(body));

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        ServerProcess.WaitUntil(() => Bodies().Length == 0, "the body's file is gone");
    }

    [Fact]
    public async Task Loses_the_body_of_a_request_whose_worker_is_killed()
    {
        using ServerProcess server = Start();
        using HttpClient client = server.Client();
        Task<HttpResponseMessage> asking = client.PostAsync(new Uri("/sleep?s=60", UriKind.Relative), new ByteArrayContent(new byte[Large]));
        server.WaitForLog("sleep");
        Assert.Single(Bodies());

        ServerProcess.Kill(server.WorkerPids().Single(), 9);

        using HttpResponseMessage answer = await asking;
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        ServerProcess.WaitUntil(() => Bodies().Length == 0, "the body's file is gone");
    }

    [Fact]
    public void Removes_what_a_killed_server_has_left_when_the_next_one_starts()
    {
        using (ServerProcess killed = Start())
        {
            using Socket client = killed.Connect();
            client.Send(Encoding.ASCII.GetBytes($"POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: {Large}\r\n\r\n{new string('x', Large - 1)}"));
            ServerProcess.WaitUntil(() => Bodies().Length == 1, "the body is in its file");

            // One that lives keeps what it has.
            using (ServerProcess beside = Start())
            {
                Assert.Single(Bodies());
            }

            Assert.Single(Bodies());
            killed.Signal(9);
            killed.WaitForExit();
        }

        Assert.NotEmpty(_folder.GetDirectories());
        using ServerProcess next = Start();
        Assert.Empty(_folder.GetDirectories());
    }

    [Theory]
    [InlineData(Large, HttpStatusCode.OK)]
    [InlineData(Large - 1, HttpStatusCode.ServiceUnavailable)]
    public async Task Refuses_a_body_with_503_when_its_quota_is_passed(int quota, HttpStatusCode status)
    {
        using ServerProcess server = Start($"actor-server.spool.quota = {quota}B");
        using HttpClient client = server.Client();

        using HttpResponseMessage answer = await client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(new byte[Large]));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status != HttpStatusCode.OK, answer.Headers.Contains("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/pid", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Answers_500_when_the_disk_refuses()
    {
        string gone = Path.Combine(_folder.FullName, "gone");
        Directory.CreateDirectory(gone);
        using ServerProcess server = Start($"actor-server.spool.directory = \"{gone}\"");
        using HttpClient client = server.Client();
        Directory.Delete(gone);
        await File.WriteAllTextAsync(gone, "no folder");

        using HttpResponseMessage answer = await client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(new byte[Large]));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        server.WaitForLog("actor-server.spool.directory");

        // An answer needs no disk: its worker waits for the client.
        Assert.Equal(8 << 20, (await client.GetByteArrayAsync(new Uri("/stream?mb=8", UriKind.Relative))).Length);
    }

    [Fact]
    public void A_server_that_was_stopped_for_seconds_blames_nobody()
    {
        using ServerProcess server = Start("""
            actor-server.connection { head-timeout = 2s, idle-timeout = 2s, body-grace = 2s, body-stall-timeout = 2s }
            actor-server.gateway { request-timeout = 2500ms, queue-timeout = 2s }
            """);
        Socket[] idle = [.. Enumerable.Range(0, 10).Select(_ => Begin(server, "GET /pid HTTP/1.1\r\nHost: h\r\n\r\n"))];
        Array.ForEach(idle, client => Assert.Equal(200, Status(client)));
        Socket head = Begin(server, "GET /pid HTTP/1.1\r\nHo");
        Socket body = Begin(server, "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3000\r\n\r\n" + new string('x', 2500));
        Socket running = Begin(server, "GET /sleep?s=1 HTTP/1.1\r\nHost: h\r\n\r\n");
        server.WaitForLog("sleep");

        // Time that the server does not see is what this is about: more of it than any of its deadlines.
        server.Signal(Stop);
        Thread.Sleep(4000);
        server.Signal(Continue);

        Assert.Equal(200, Status(running));
        head.Send("st: h\r\n\r\n"u8);
        Assert.Equal(200, Status(head));
        body.Send(new byte[500]);
        Assert.Equal(200, Status(body));
        Array.ForEach(idle, client =>
        {
            client.Send("GET /pid HTTP/1.1\r\nHost: h\r\n\r\n"u8);
            Assert.Equal(200, Status(client));
        });
        Array.ForEach([.. idle, head, body, running], client => client.Dispose());
    }

    private static Socket Begin(ServerProcess server, string request)
    {
        Socket client = server.Connect();
        client.Send(Encoding.ASCII.GetBytes(request));
        return client;
    }

    private static int Status(Socket client)
    {
        var answer = new byte[16 * 1024];
        int count = client.Receive(answer);
        Assert.True(count > 12, "The connection was closed.");
        return int.Parse(Encoding.ASCII.GetString(answer, 9, 3), System.Globalization.CultureInfo.InvariantCulture);
    }

    private string[] Bodies() => Directory.GetFiles(_folder.FullName, "body-*", SearchOption.AllDirectories);

    private ServerProcess Start(string more = "")
    {
        string conf = Path.Combine(_folder.FullName, "spool.conf");
        File.WriteAllText(conf, $"actor-server.spool.directory = \"{_folder.FullName}\"\n{more}");
        return ServerProcess.Start("echo", $"concurrency: 1\ntimeout: 60\nhocon: {conf}");
    }
}
