using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace ActorServer.Tests.EndToEnd;

/// <summary>A Flask application: sessions, streams with context, uploads, JSON, error handlers.</summary>
[Collection(Processes.Name)]
public sealed class WsgiFlaskTests(WsgiFlaskTests.Site site) : IClassFixture<WsgiFlaskTests.Site>
{
    [SkippableFact]
    public async Task A_session_lives_in_the_clients_cookie()
    {
        using var client = site.Client();
        using var other = site.Client();

        Assert.Equal("1", await client.GetStringAsync("/count"));
        Assert.Equal("2", await client.GetStringAsync("/count"));
        Assert.Equal("1", await other.GetStringAsync("/count"));
        Assert.Equal("3", await client.GetStringAsync("/count"));
    }

    [SkippableFact]
    public async Task A_forged_session_counts_for_nothing()
    {
        using var client = site.Client(hasCookies: false);
        using var first = await client.GetAsync("/count");
        var cookie = first.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        Assert.Equal("2", await CountAsync(cookie));
        Assert.Equal("1", await CountAsync(cookie[..^5] + "AAAAA"));

        async Task<string> CountAsync(string sent)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/count") { Headers = { { "Cookie", sent } } };
            using var answer = await client.SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        }
    }

    [SkippableFact]
    public async Task A_stream_keeps_its_context_and_arrives_in_parts()
    {
        using var folder = new TemporaryFolder();
        using var client = site.Client();
        _ = await client.GetStringAsync("/count");
        using var answer = await client.GetAsync($"/follow?go={folder.Of("go")}&last=second", HttpCompletionOption.ResponseHeadersRead);
        using var body = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = new char["first for 1,".Length];

        Assert.Equal(first.Length, await body.ReadBlockAsync(first));
        await File.WriteAllTextAsync(folder.Of("go"), "");

        Assert.Equal("first for 1,", new string(first));
        Assert.Equal("second", await body.ReadToEndAsync());
    }

    [SkippableFact]
    public async Task Uploads_and_forms_arrive_whole()
    {
        using var client = site.Client();
        var content = RandomNumberGenerator.GetBytes(2_000_000);

        using var upload = await client.PostAsync("/upload", new MultipartFormDataContent { { new ByteArrayContent(content), "file", "gr\u00fcn.bin" } });
        using var seen = JsonDocument.Parse(await upload.Content.ReadAsStringAsync());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), seen.RootElement.GetProperty("sha256").GetString());

        using var form = await client.PostAsync("/form", new FormUrlEncodedContent([new("a", "1"), new("a", "\u20ac"), new("b", "")]));
        Assert.Equal("""{"a":["1","\u20ac"],"b":[""]}""", (await form.Content.ReadAsStringAsync()).Trim());
    }

    [SkippableFact]
    public async Task Json_is_echoed()
    {
        using var client = site.Client();

        using var answer = await client.PostAsJsonAsync("/json", new { n = 1, text = "gr\u00fcn" });

        using var seen = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("POST", seen.RootElement.GetProperty("method").GetString());
        Assert.Equal("gr\u00fcn", seen.RootElement.GetProperty("sent").GetProperty("text").GetString());
    }

    [SkippableFact]
    public async Task Errors_are_the_applications_own()
    {
        using var client = site.Client();

        await IsAsync(HttpMethod.Get, "/nowhere", HttpStatusCode.NotFound, "Flask has no page /nowhere");
        await IsAsync(HttpMethod.Delete, "/form", HttpStatusCode.MethodNotAllowed, """{"allowed":["OPTIONS","POST"],"error":"Method Not Allowed"}""");
        await IsAsync(HttpMethod.Get, "/divide", (HttpStatusCode)418, "Flask caught ZeroDivisionError");
        using var raised = await client.GetAsync("/raise");
        Assert.Equal(HttpStatusCode.InternalServerError, raised.StatusCode);
        site.Log("LookupError: this view raises on purpose");

        async Task IsAsync(HttpMethod method, string path, HttpStatusCode status, string text)
        {
            using var answer = await client.SendAsync(new HttpRequestMessage(method, path));
            Assert.Equal((status, text), (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Trim()));
        }
    }

    /// <summary>The application, for all tests of the class.</summary>
    public sealed class Site : IDisposable
    {
        private ServerProcess? _server;

        /// <summary>A client; skips the test where Flask is not installed.</summary>
        public HttpClient Client(bool hasCookies = true)
        {
            Debian.RequireModule("flask");
            _server ??= ServerProcess.Start("flaskapp", "concurrency: 2", Debian.Python);
            return new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = hasCookies }) { BaseAddress = _server.Url };
        }

        /// <summary>Waits for a line of the log.</summary>
        public void Log(string part) => _server!.WaitForLog(part); // Asked by tests that had a client.

        public void Dispose() => _server?.Dispose();
    }
}
