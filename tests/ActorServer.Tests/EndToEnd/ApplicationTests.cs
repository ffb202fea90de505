using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Real applications over real sockets: the echo fixture, Flask, and an unmodified Django project.</summary>
[Collection(Processes.Name)]
public sealed class ApplicationTests
{
    [Fact]
    public async Task Echoes_100_kB_byte_for_byte_and_a_chunked_upload()
    {
        using ServerProcess server = ServerProcess.Start("echo");
        using HttpClient client = server.Client();
        byte[] body = new byte[100_000];
        new Random(7).NextBytes(body);

        using HttpResponseMessage plain = await client.PostAsync("/echo", new ByteArrayContent(body));
        Assert.Equal(body, await plain.Content.ReadAsByteArrayAsync());

        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = new ByteArrayContent(body) };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage chunked = await client.SendAsync(request);
        Assert.Equal(body, await chunked.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Streams_10_MB_with_the_right_checksum()
    {
        using ServerProcess server = ServerProcess.Start("echo");
        using HttpClient client = server.Client();

        using HttpResponseMessage response = await client.GetAsync("/stream?mb=10");
        byte[] body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(10 * 1024 * 1024, body.Length);
        Assert.Equal(response.Headers.GetValues("X-Sha256").Single(), Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    [Fact]
    public void Serves_1000_requests_on_one_connection()
    {
        using ServerProcess server = ServerProcess.Start("echo");
        using System.Net.Sockets.Socket client = server.Connect();
        byte[] request = Encoding.ASCII.GetBytes("POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc");
        byte[] buffer = new byte[4096];

        for (int number = 1; number <= 1000; number++)
        {
            client.Send(request);
            var answer = new StringBuilder();
            while (!answer.ToString().EndsWith("\r\n\r\nabc", StringComparison.Ordinal))
            {
                int count = client.Receive(buffer);
                Assert.True(count > 0, $"The connection ended in request {number}.");
                answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
            }

            Assert.StartsWith("HTTP/1.1 200 ", answer.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Answers_500_logs_the_traceback_with_the_request_id_and_goes_on()
    {
        using ServerProcess server = ServerProcess.Start("echo");
        using HttpClient client = server.Client();
        int[] before = server.WorkerPids();
        client.DefaultRequestHeaders.Add("X-Request-ID", "failing-one");

        using HttpResponseMessage response = await client.GetAsync("/raise");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        server.WaitForLog("failing-one");
        server.WaitForLog("Traceback");
        server.WaitForOutput("\"GET /raise HTTP/1.1\" 500");
        Assert.Equal("abc", await (await client.PostAsync("/echo", new StringContent("abc"))).Content.ReadAsStringAsync());
        Assert.Equal(before.Order(), server.WorkerPids().Order());
    }

    [Fact]
    public async Task Logs_499_for_a_client_that_did_not_wait_for_its_answer()
    {
        using ServerProcess server = ServerProcess.Start("echo");
        using HttpClient client = server.Client();
        using var impatience = new CancellationTokenSource();
        Task<HttpResponseMessage> request = client.GetAsync("/sleep?s=2", impatience.Token);
        server.WaitForLog("sleeps in");

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        server.WaitForOutput("\"GET /sleep?s=2 HTTP/1.1\" 499");
    }

    [Fact]
    public void Never_shows_an_application_a_forged_name()
    {
        using ServerProcess server = ServerProcess.Start("echo");
        using System.Net.Sockets.Socket client = server.Connect();
        client.Send("GET /environ%00REMOTE_USER%00admin HTTP/1.1\r\nHost: h\r\nRemote-User: x\r\nREMOTE_USER: y\r\n\r\n"u8);
        byte[] buffer = new byte[4096];

        string answer = Encoding.ASCII.GetString(buffer, 0, client.Receive(buffer));

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        server.WaitForOutput("400");
    }

    [SkippableFact]
    public async Task Serves_flask()
    {
        Debian.RequireModule("flask");
        using ServerProcess server = ServerProcess.Start("flaskapp", python: Debian.Python);
        using HttpClient client = server.Client();

        using HttpResponseMessage page = await client.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/no-such-page")).StatusCode);
    }

    [SkippableFact]
    public async Task Serves_an_unmodified_django_project()
    {
        Debian.RequireModule("django");
        string folder = Directory.CreateTempSubdirectory("actorserver-django-").FullName;
        using (Process start = Process.Start(new ProcessStartInfo(Debian.Python, ["-m", "django", "startproject", "mysite", folder]))!) // Not null: no shell is used.
        {
            start.WaitForExit();
            Assert.Equal(0, start.ExitCode);
        }

        using ServerProcess server = ServerProcess.StartIn(folder, "mysite.wsgi", python: Debian.Python);
        using HttpClient client = server.Client();

        Assert.Contains("The install worked successfully", await client.GetStringAsync("/"), StringComparison.Ordinal);
        using HttpResponseMessage admin = await client.GetAsync("/admin/login/");
        Assert.Equal(HttpStatusCode.OK, admin.StatusCode);
        Assert.Contains("csrfmiddlewaretoken", await admin.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/no-such-page")).StatusCode);
        Directory.Delete(folder, recursive: true);
    }
}
