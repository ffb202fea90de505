using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Real Python applications over real sockets: the echo fixture, Flask, and an unmodified Django project.</summary>
[Collection(Processes.Name)]
public sealed class ApplicationTests
{
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
