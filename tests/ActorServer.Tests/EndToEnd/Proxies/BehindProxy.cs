using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd.Proxies;

/// <summary>A server that proxies reach over TCP or over a Unix-domain socket, with an application that says what it sees.</summary>
internal sealed partial class BehindProxy : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ApplicationKind _kind;

    /// <summary>Starts the server and waits until it listens.</summary>
    /// <param name="kind">Its application.</param>
    /// <param name="isUnix">True for a Unix-domain socket.</param>
    /// <param name="yaml">Further lines of app.yaml.</param>
    /// <param name="isSecure">True for https.</param>
    public BehindProxy(ApplicationKind kind, bool isUnix, string yaml, bool isSecure = false)
    {
        _kind = kind;
        File.WriteAllText(_folder.Of("debug.conf"), "akka.loglevel = DEBUG\n");
        File.WriteAllText(_folder.Of("tls.pem"), FrontProxy.Certificate());
        Server = ServerProcess.Launch($"""
            address: {(isUnix ? $"unix:{_folder.Of("app.sock")}" : "127.0.0.1")}
            port: 0
            hocon: {_folder.Of("debug.conf")}
            app-loc: {(kind == ApplicationKind.Python ? Path.Combine(ServerProcess.Root, "tests", "apps", "echo") : BuiltApplication.FolderOf("webapp"))}
            app-module: {(kind == ApplicationKind.Python ? "wsgi" : "webapp")}
            {(isSecure ? $"certificate: {_folder.Of("tls.pem")}\nkey: {_folder.Of("tls.pem")}" : "")}
            {yaml}
            """);
        Address = ListeningPattern().Match(Server.WaitForLog("listening on ")).Groups[1].Value;
    }

    public ServerProcess Server { get; }

    /// <summary>127.0.0.1:port, or unix:path.</summary>
    public string Address { get; }

    /// <summary>The address as HAProxy writes it.</summary>
    public string HAProxyAddress => Address.Replace("unix:", "unix@", StringComparison.Ordinal);

    /// <summary>What the application sees of a request.</summary>
    /// <param name="client">Asks.</param>
    /// <param name="path">Where the application is mounted for the client.</param>
    /// <param name="fields">What the client says besides.</param>
    public async Task<Seen> SeeAsync(HttpClient client, string path = "", params (string Name, string Value)[] fields)
    {
        if (_kind == ApplicationKind.Python)
        {
            var environ = await GetAsync(client, path + "/environ", fields);
            return new Seen(
                Text(environ, "REMOTE_ADDR"), Text(environ, "wsgi.url_scheme"), Text(environ, "HTTP_HOST"), Text(environ, "SCRIPT_NAME"), Text(environ, "PATH_INFO"));
        }

        var facts = await GetAsync(client, path + "/facts/x", fields);
        var connection = await GetAsync(client, path + "/connection", fields);
        return new Seen(
            Text(connection, "remoteAddress"), Text(facts, "scheme"), Text(facts, "host"), Text(facts, "pathBase"), Text(facts, "path").Replace("/facts/x", "/environ", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Server.Dispose();
        _folder.Dispose();
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path, (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static string Text(JsonElement from, string name) => from.TryGetProperty(name, out JsonElement value) ? value.ToString() : "";

    [GeneratedRegex(@"listening on (?:https?://)?(\S+)")]
    private static partial Regex ListeningPattern();
}

/// <summary>What an application sees of a request.</summary>
internal sealed record Seen(string Client, string Scheme, string Host, string Root = "", string Path = "/environ");
