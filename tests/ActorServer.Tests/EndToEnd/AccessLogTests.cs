using System.Net;

namespace ActorServer.Tests.EndToEnd;

/// <summary>One line for every answer, whoever gave it.</summary>
public abstract class AccessLogTests(AccessLogTests.OneWorker running)
{
    private readonly ServerProcess _server = running.Process;
    private readonly HttpClient _client = running.Client;

    [Fact]
    public async Task An_answer_of_the_application_has_its_status_its_size_and_its_worker()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new ByteArrayContent(new byte[70_000]), Headers = { { "X-Request-ID", "answered" } } };
        using var answer = await _client.SendAsync(request);

        Assert.Equal(new AccessLine("POST /echo HTTP/1.1", 200, 70_000, "answered", "1"), AccessLine.WaitFor(_server, "answered"));
    }

    [Theory]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/raise", HttpStatusCode.InternalServerError)]
    public async Task A_failure_is_logged_with_the_size_of_what_the_client_was_told(string path, HttpStatusCode status)
    {
        using var answer = await _client.GetAsync(path);
        var body = await answer.Content.ReadAsByteArrayAsync();
        var id = answer.Headers.GetValues("X-Request-ID").Single();

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(new AccessLine($"GET {path} HTTP/1.1", (int)status, body.Length, id, "1"), AccessLine.WaitFor(_server, id));
    }

    [Fact]
    public async Task A_client_that_did_not_wait_is_499()
    {
        using var impatience = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sleep?s=1") { Headers = { { "X-Request-ID", "impatient" } } };
        var answer = _client.SendAsync(request, impatience.Token);
        _server.WaitForLog("sleeps");
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);

        var line = AccessLine.WaitFor(_server, "impatient");
        Assert.Equal(("GET /sleep?s=1 HTTP/1.1", 499, "1"), (line.Request, line.Status, line.Worker));
    }

    [Fact]
    public void What_cannot_be_read_is_logged_as_it_came()
    {
        using var connection = _server.Connect();
        connection.Send("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"u8);

        Assert.Contains("\"GET /a b HTTP/1.1\" 400 ", _server.WaitForOutput("/a b"), StringComparison.Ordinal);
    }

    /// <summary>The fixture on one worker, and one client, for all tests of a class.</summary>
    public abstract class OneWorker : IDisposable
    {
        protected OneWorker(ApplicationKind kind)
        {
            Process = ServerProcess.Start(kind, "concurrency: 1");
            Client = Process.Client();
        }

        internal ServerProcess Process { get; }

        internal HttpClient Client { get; }

        public void Dispose()
        {
            Client.Dispose();
            Process.Dispose();
            GC.SuppressFinalize(this);
        }
    }

    [Collection(Processes.Name)]
    public sealed class OnPython(OnPython.Server server) : AccessLogTests(server), IClassFixture<OnPython.Server>
    {
        public sealed class Server() : OneWorker(ApplicationKind.Python);
    }

    [Collection(Processes.Name)]
    public sealed class OnAspNetCore(OnAspNetCore.Server server) : AccessLogTests(server), IClassFixture<OnAspNetCore.Server>
    {
        public sealed class Server() : OneWorker(ApplicationKind.AspNetCore);
    }
}
