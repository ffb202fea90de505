using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd;

/// <summary>A Django project in production settings: admin, forms and uploads under CSRF protection, streams, files, error pages.</summary>
[Collection(Processes.Name)]
public sealed partial class WsgiDjangoTests(WsgiDjangoTests.Site site) : IClassFixture<WsgiDjangoTests.Site>
{
    private const string Password = "a long one";

    [SkippableFact]
    public async Task The_admin_logs_in_changes_something_and_logs_out()
    {
        using var client = site.Client();
        var login = await client.GetAsync("/admin/login/?next=/admin/auth/user/add/");

        using var form = await client.PostAsync(login.RequestMessage!.RequestUri, await FieldsAsync(login, ("username", "boss"), ("password", Password))); // It has been sent.
        Assert.Equal("/admin/auth/user/add/", form.RequestMessage!.RequestUri!.AbsolutePath); // As above.
        using var added = await client.PostAsync(
            "/admin/auth/user/add/", await FieldsAsync(form, ("username", "newcomer"), ("password1", "q8-rust-lake"), ("password2", "q8-rust-lake")));

        Assert.Contains("was added successfully", await added.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"users": ["boss", "newcomer"]}""", await client.GetStringAsync("/users/"));
        using var out_ = await client.GetAsync("/admin/logout/");
        Assert.StartsWith("/admin/login/", (await client.GetAsync("/admin/")).RequestMessage!.RequestUri!.PathAndQuery, StringComparison.Ordinal); // As above.
    }

    [SkippableFact]
    public async Task A_form_is_taken_with_its_token_and_refused_without()
    {
        using var client = site.Client();
        using var page = await client.GetAsync("/form/");

        using var taken = await client.PostAsync("/form/", await FieldsAsync(page, ("text", "gr\u00fcn & <b>")));
        Assert.Contains("gr\u00fcn &amp; &lt;b&gt;", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var refused = await client.PostAsync("/form/", new FormUrlEncodedContent([new("text", "forged")]));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var stranger = site.Client();
        using var without = await stranger.PostAsync("/form/", await FieldsAsync(page, ("text", "no cookie")));
        Assert.Equal(HttpStatusCode.Forbidden, without.StatusCode);
    }

    [SkippableTheory]
    [InlineData(1000, false)]
    [InlineData(5_000_000, false)]
    [InlineData(5_000_000, true)]
    public async Task An_upload_arrives_whole(int size, bool isChunked)
    {
        using var client = site.Client();
        using var page = await client.GetAsync("/upload/");
        var content = RandomNumberGenerator.GetBytes(size);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/upload/")
        {
            Content = new MultipartFormDataContent { { new StringContent(await TokenAsync(page)), "csrfmiddlewaretoken" }, { new ByteArrayContent(content), "file", "data.bin" } },
        };
        request.Headers.TransferEncodingChunked = isChunked;

        using var answer = await client.SendAsync(request);

        using var seen = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(size, seen.RootElement.GetProperty("size").GetInt32());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), seen.RootElement.GetProperty("sha256").GetString());
        Assert.True(seen.RootElement.GetProperty("is_file").GetBoolean());
    }

    [SkippableFact]
    public async Task A_stream_arrives_in_parts()
    {
        using var folder = new TemporaryFolder();
        using var client = site.Client();
        using var answer = await client.GetAsync($"/stream/?go={folder.Of("go")}", HttpCompletionOption.ResponseHeadersRead);
        using var body = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = new char[6];

        Assert.Equal(6, await body.ReadBlockAsync(first));
        // The view goes on only now: what has come was sent without what follows.
        await File.WriteAllTextAsync(folder.Of("go"), "");

        Assert.Equal("first,", new string(first));
        Assert.Equal("second", await body.ReadToEndAsync());
    }

    [SkippableFact]
    public async Task Redirects_files_and_errors_are_Djangos_own()
    {
        using var client = site.Client(followsRedirects: false);

        using var old = await client.GetAsync("/old/");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/static/new.css"), (old.StatusCode, old.Headers.Location?.ToString()));
        using var bare = await client.GetAsync("/form");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/form/"), (bare.StatusCode, bare.Headers.Location?.ToString()));

        using var source = await client.GetAsync("/source/");
        Assert.Equal("attachment; filename=\"urls.py\"", source.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Site.Location, "urls.py")), await source.Content.ReadAsStringAsync());

        using var missing = await client.GetAsync("/no%20such%20page/");
        Assert.Equal((HttpStatusCode.NotFound, "Django has no page /no such page/"), (missing.StatusCode, await missing.Content.ReadAsStringAsync()));
        using var failed = await client.GetAsync("/raise/");
        Assert.Equal((HttpStatusCode.InternalServerError, "Django caught an error"), (failed.StatusCode, await failed.Content.ReadAsStringAsync()));
        site.Log("LookupError: this view raises on purpose");
        using var host = new HttpRequestMessage(HttpMethod.Get, "/users/") { Headers = { Host = "elsewhere.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(host)).StatusCode);
    }

    private static async Task<FormUrlEncodedContent> FieldsAsync(HttpResponseMessage page, params (string Name, string Value)[] fields) =>
        new([new("csrfmiddlewaretoken", await TokenAsync(page)), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);

    private static async Task<string> TokenAsync(HttpResponseMessage page)
    {
        var token = TokenPattern().Match(await page.Content.ReadAsStringAsync());
        Assert.True(token.Success, $"{page} has no token.");
        return token.Groups[1].Value;
    }

    [GeneratedRegex("""name="csrfmiddlewaretoken" value="([^"]+)"\s*/?>""")]
    private static partial Regex TokenPattern();

    /// <summary>The site on a database of its own, for all tests of the class.</summary>
    public sealed class Site : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private ServerProcess? _server;

        /// <summary>The project's folder.</summary>
        public static string Location { get; } = Path.Combine(ServerProcess.Root, "tests", "apps", "djangosite");

        /// <summary>A client with cookies of its own; skips the test where Django is not installed.</summary>
        public HttpClient Client(bool followsRedirects = true)
        {
            Debian.RequireModule("django");
            _server ??= Start();
            return new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = followsRedirects }) { BaseAddress = _server.Url };
        }

        /// <summary>Waits for a line of the log.</summary>
        public void Log(string part) => _server!.WaitForLog(part); // Asked by tests that had a client.

        public void Dispose()
        {
            _server?.Dispose();
            _folder.Dispose();
        }

        private ServerProcess Start()
        {
            var environment = new Dictionary<string, string>
            {
                ["DATABASE"] = _folder.Of("db.sqlite3"), ["DJANGO_SETTINGS_MODULE"] = "settings", ["DJANGO_SUPERUSER_PASSWORD"] = Password, ["PYTHONPATH"] = Location,
            };
            Tool.Run(_folder.Path, environment, Debian.Python, "-m", "django", "migrate", "--verbosity", "0");
            Tool.Run(_folder.Path, environment, Debian.Python, "-m", "django", "createsuperuser", "--noinput", "--username", "boss", "--email", "boss@example.org");
            return ServerProcess.Start("djangosite", $"concurrency: 2\nenv: {{DATABASE: {_folder.Of("db.sqlite3")}, PYTHONDONTWRITEBYTECODE: \"1\"}}", Debian.Python);
        }
    }
}
