using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ActorServer.Tests.Tls;

namespace ActorServer.Tests.EndToEnd;

/// <summary>The real server behind TLS: what clients and applications see, certificates that are renewed, clients that leave in the middle.</summary>
[Collection(Processes.Name)]
public sealed class TlsTests : IDisposable
{
    private const int Hangup = 1;

    private readonly TestAuthority _authority = new();
    private readonly TemporaryFolder _files = new();

    [Fact]
    public async Task A_Python_application_sees_https()
    {
        using ServerProcess server = Start();
        using HttpClient client = Client(server);

        string environ = await client.GetStringAsync(new Uri("/environ", UriKind.Relative));

        Assert.Equal("https", server.Url.Scheme);
        Assert.Contains("\"wsgi.url_scheme\": \"https\"", environ);
        Assert.Contains("\"HTTPS\": \"on\"", environ);
        Assert.Contains("\"SSL_PROTOCOL\": \"TLSv1.", environ);
        Assert.DoesNotContain("SSL_CLIENT", environ);
    }

    [Fact]
    public async Task Large_bodies_come_whole_both_ways()
    {
        using ServerProcess server = Start();
        using HttpClient client = Client(server);
        var body = new byte[3_000_000];
        new Random(1).NextBytes(body);

        using HttpResponseMessage answer = await client.PostAsync(new Uri("/echo", UriKind.Relative), new ByteArrayContent(body));

        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_signal_renews_the_certificate_and_a_connection_goes_on()
    {
        using ServerProcess server = Start();
        using HttpClient client = Client(server);
        await client.GetStringAsync(new Uri("/", UriKind.Relative));
        string before = ShownBy(server);
        _authority.WritePem(_files.Of("server.pem"), _authority.Issue("localhost"));

        server.Signal(Hangup);

        server.WaitForLog("reloaded: ");
        Assert.NotEqual(before, ShownBy(server));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public void Reload_says_when_the_certificate_cannot_be_read_and_reloads_the_application_all_the_same()
    {
        using ServerProcess server = Start();
        string before = ShownBy(server);
        File.WriteAllText(_files.Of("server.pem"), "spoilt");

        using ServerProcess reload = server.Command("reload", "--port", $"{server.Url.Port}");

        Assert.Equal(1, reload.WaitForExit());
        Assert.Contains("but the certificates are still the old ones: actor-server.tls.certificate is ", reload.WaitForLog("actorserver: "));
        server.WaitForLog("reloaded: ");
        Assert.Equal(before, ShownBy(server));
    }

    [Fact]
    public void A_key_of_another_certificate_ends_the_start_with_exit_code_2()
    {
        _authority.WritePem(_files.Of("server.pem"), _authority.Issue("localhost"));
        _authority.WritePem(_files.Of("other.pem"), _authority.Issue("localhost"));

        using ServerProcess server = ServerProcess.Launch(
            $"port: 0\napp-loc: {Path.Combine(ServerProcess.Root, "tests/apps/echo")}\napp-module: wsgi\ncertificate: {_files.Of("server.pem")}\nkey: {_files.Of("other.pem")}\n");

        Assert.Equal(2, server.WaitForExit());
        Assert.Contains("and this is not that of ", server.WaitForLog("key is "));
    }

    [Fact]
    public void An_expired_certificate_is_a_warning()
    {
        _authority.WritePem(_files.Of("server.pem"), _authority.IssueExpired("localhost"));

        using ServerProcess server = Serve();

        Assert.Contains(" warn ", server.WaitForLog("clients will refuse it"));
    }

    [Fact]
    public async Task Handshakes_that_are_reset_leave_nothing_behind()
    {
        using ServerProcess server = Start();
        ShownBy(server);
        int before = Descriptors(server);

        // Half a ClientHello, then a reset.
        for (int i = 0; i < 200; i++)
        {
            using Socket client = server.Connect();
            client.Send((byte[])[0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]);
            client.LingerState = new LingerOption(true, 0);
        }

        // Fewer than half of them: workers that are still starting take some.
        ServerProcess.WaitUntil(() => Descriptors(server) < before + 100, "descriptors return");
        using HttpClient after = Client(server);
        Assert.Equal(HttpStatusCode.OK, (await after.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_NET_application_sees_https_and_who_the_client_is()
    {
        _authority.WriteRoot(_files.Of("ca.pem"));
        File.WriteAllText(_files.Of("tls.conf"), $"actor-server.tls {{ client-certificates = required, client-ca = \"{_files.Of("ca.pem")}\" }}");
        using X509Certificate2 alice = _authority.IssueFor("CN=Alice");
        using ServerProcess server = ServerProcess.StartDotnet("webapp", Yaml() + $"hocon: {_files.Of("tls.conf")}\n");
        using HttpClient client = Client(server, alice);
        using HttpClient stranger = Client(server);

        Assert.Equal("https CN=Alice", await client.GetStringAsync(new Uri("/tls", UriKind.Relative)));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(new Uri("/tls", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public void Reload_renews_the_certificate_of_a_NET_application_which_itself_stays()
    {
        using ServerProcess server = ServerProcess.StartDotnet("webapp", Yaml());
        string before = ShownBy(server);
        _authority.WritePem(_files.Of("server.pem"), _authority.Issue("localhost"));

        using ServerProcess reload = server.Command("reload", "--port", $"{server.Url.Port}");

        Assert.Equal(0, reload.WaitForExit());
        Assert.NotEqual(before, ShownBy(server));
    }

    public void Dispose()
    {
        _files.Dispose();
        _authority.Dispose();
    }

    private string Yaml()
    {
        _authority.WritePem(_files.Of("server.pem"), _authority.Issue("localhost"));
        return YamlOfFiles();
    }

    private string YamlOfFiles() => $"certificate: {_files.Of("server.pem")}\nkey: {_files.Of("server.pem")}\n";

    private ServerProcess Start() => ServerProcess.Start("echo", Yaml());

    private ServerProcess Serve() => ServerProcess.Start("echo", YamlOfFiles());

    private HttpClient Client(ServerProcess server, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, _authority.Intermediates, offline: true),
                RemoteCertificateValidationCallback = (_, shown, chain, _) => shown is not null && _authority.Trusts(shown, chain),
            },
        };
        return new HttpClient(handler) { BaseAddress = server.Url };
    }

    // The certificate that a new client is shown.
    private string ShownBy(ServerProcess server)
    {
        using Socket socket = server.Connect();
        using var ssl = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, shown, chain, _) => shown is not null && _authority.Trusts(shown, chain));
        ssl.AuthenticateAsClient("localhost");
        return ssl.RemoteCertificate!.GetCertHashString(); // A client always has one.
    }

    private static int Descriptors(ServerProcess server) => Directory.GetFiles($"/proc/{server.Id}/fd").Length;
}
