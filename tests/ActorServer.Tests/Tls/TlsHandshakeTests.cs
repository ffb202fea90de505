using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Server.Settings;
using ActorServer.Server.Tls;

namespace ActorServer.Tests.Tls;

/// <summary>What client and server agree upon, and what becomes of clients with which they do not.</summary>
public sealed class TlsHandshakeTests : TlsHarness
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void Serves_both_versions_and_sends_the_intermediates(SslProtocols protocol)
    {
        ConnectTls();

        ShakeHands(protocols: protocol);
        SendTls("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Answer(request, "secret");

        Assert.Contains("200 OK", ReceiveTlsUntil("secret"));
        Assert.Equal(("https", protocol), (request.Transport.Scheme, request.Transport.Tls?.Protocol));
        Assert.Equal(Ssl.NegotiatedCipherSuite, request.Transport.Tls?.CipherSuite);
        Assert.True(IsTrusted);
    }

    [Fact]
    public void Refuses_a_version_that_the_settings_leave_out()
    {
        ConnectTls(Certificates(Settings(["localhost"]) with { Protocols = SslProtocols.Tls13 }));

        Assert.Throws<AuthenticationException>(() => ShakeHands(protocols: SslProtocols.Tls12));

        ExpectTerminated(Connection);
    }

    [Fact]
    public void Agrees_on_http_1_1_also_when_the_client_would_rather_have_another()
    {
        ConnectTls();

        ShakeHands(applications: [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]);

        Assert.Equal(SslApplicationProtocol.Http11, Ssl.NegotiatedApplicationProtocol);
    }

    [Fact]
    public void Refuses_a_client_that_wants_only_another_protocol()
    {
        ConnectTls();

        var refused = Assert.Throws<AuthenticationException>(() => ShakeHands(applications: SslApplicationProtocol.Http2));

        Assert.Contains("application protocol", refused.GetBaseException().Message, StringComparison.Ordinal);
        ExpectTerminated(Connection);
    }

    [Theory]
    [InlineData("localhost", "CN=localhost")]
    [InlineData("shop.example", "CN=shop.example")]
    [InlineData("SHOP.example", "CN=shop.example")]
    [InlineData("a.wild.example", "CN=*.wild.example")]
    [InlineData("a.b.wild.example", "CN=localhost")]
    [InlineData("elsewhere.example", "CN=other")]
    [InlineData("nobody.example", "CN=localhost")]
    public void Shows_the_certificate_of_the_host_that_the_client_asks_for(string host, string subject)
    {
        ConnectTls(Certificates(Settings(
            ["localhost"],
            Further("shop", ["shop.example"]),
            Further("wild", ["*.wild.example"]),
            Further("other", ["other"], "elsewhere.example"))));

        ShakeHands(host);

        Assert.Equal(subject, Shown?.Subject);
    }

    [Fact]
    public void Answers_a_client_that_speaks_http_without_tls_in_its_own_language()
    {
        ConnectTls();

        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");

        string answer = ReceiveAll();
        Assert.StartsWith("HTTP/1.1 400 Bad Request\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("400 Bad Request\nThis port speaks TLS: ask for https instead of http.\n", answer, StringComparison.Ordinal);
        Router.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Cuts_a_handshake_that_takes_too_long()
    {
        ConnectTls();
        Client.Send((byte[])[0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]);

        Advance(HandshakeTimeout - TimeSpan.FromMilliseconds(100));
        Assert.True(Client.Poll(0, SelectMode.SelectWrite));
        Assert.Equal(0, Client.Available);
        Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal("", ReceiveAll());
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Cuts_a_client_that_says_nothing_at_all()
    {
        ConnectTls();

        Advance(HandshakeTimeout);

        Assert.Equal("", ReceiveAll());
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Ends_when_the_client_resets_in_the_middle_of_its_handshake()
    {
        ConnectTls();
        Client.Send((byte[])[0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]);

        ResetClient();

        ExpectTerminated(Connection);
    }

    [Theory]
    [InlineData("Optional")]
    [InlineData("Required")]
    public void Lets_the_application_see_who_the_client_is(string mode)
    {
        ConnectAsking(Enum.Parse<ClientCertificates>(mode));
        using X509Certificate2 alice = Authority.IssueFor("CN=Alice, O=Example");

        ShakeHands(certificate: alice);
        SendTls("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

        TlsFacts tls = ExpectRequest().Transport.Tls!;
        Assert.Equal((true, alice.Thumbprint), (tls.AsksClient, tls.ClientCertificate?.Thumbprint));
    }

    [Fact]
    public void Serves_a_client_without_a_certificate_where_it_is_optional()
    {
        ConnectAsking(ClientCertificates.Optional);

        ShakeHands();
        SendTls("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

        TlsFacts tls = ExpectRequest().Transport.Tls!;
        Assert.Equal((true, null), (tls.AsksClient, tls.ClientCertificate));
    }

    [Theory]
    [InlineData("Optional")]
    [InlineData("Required")]
    public void Refuses_a_certificate_of_another_authority(string mode)
    {
        using var stranger = new TestAuthority("Stranger");
        using X509Certificate2 mallory = stranger.IssueFor("CN=Mallory");
        ConnectAsking(Enum.Parse<ClientCertificates>(mode));
        ShakeHands(certificate: mallory);
        SendTls("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

        string answer = ReceiveAllTls();

        Assert.StartsWith("HTTP/1.1 403 Forbidden\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("The client's certificate is not one that this server trusts: PartialChain.\n", answer, StringComparison.Ordinal);
        Router.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Refuses_a_certificate_that_is_past_its_time()
    {
        using X509Certificate2 late = Authority.IssueExpired("late");
        ConnectAsking(ClientCertificates.Required);
        ShakeHands(certificate: late);

        Assert.Contains("The client's certificate is not one that this server trusts: NotTimeValid.", ReceiveAllTls());
    }

    [Fact]
    public void Refuses_a_client_without_a_certificate_where_it_is_required()
    {
        ConnectAsking(ClientCertificates.Required);
        ShakeHands();
        SendTls("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

        string answer = ReceiveAllTls();

        Assert.StartsWith("HTTP/1.1 403 Forbidden\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("This server serves clients with a certificate only.\n", answer, StringComparison.Ordinal);
        Router.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Uses_new_certificates_for_new_handshakes_and_keeps_open_connections()
    {
        TlsCertificates certificates = Certificates(Settings(["localhost"]));
        ConnectTls(certificates);
        ShakeHands();
        string before = Shown!.Thumbprint; // ShakeHands has set it.
        SslStream first = Ssl;
        Authority.WritePem(PathOf("server.pem"), Authority.Issue("localhost"));

        Assert.Null(certificates.Reload());

        first.Write("GET / HTTP/1.0\r\n\r\n"u8);
        Answer(ExpectRequest(), "old");
        Assert.EndsWith("old", new StreamReader(first, Encoding.Latin1).ReadToEnd(), StringComparison.Ordinal);
        Assert.NotEqual(before, ((X509Certificate2)certificates.For("").ServerCertificateContext!.TargetCertificate).Thumbprint); // TlsCertificates sets it.
    }

    [Fact]
    public void Keeps_the_old_certificates_when_a_file_is_broken_and_says_why()
    {
        TlsCertificates certificates = Certificates(Settings(["localhost"]));
        SslServerAuthenticationOptions before = certificates.For("");
        File.WriteAllText(PathOf("server.pem"), "no certificate");

        string? problem = certificates.Reload();

        Assert.Equal(
            $"actor-server.tls.certificate is \"{PathOf("server.pem")}\"; a PEM file is allowed: the server's certificate, behind it the intermediates, and there is no certificate in it.",
            problem);
        Assert.Same(before, certificates.For(""));
        Assert.Contains(Logger.Lines, line => line.Contains("the certificates are not loaded anew", StringComparison.Ordinal));
    }

    private void ConnectAsking(ClientCertificates mode)
    {
        TlsSettings settings = Settings(["localhost"]) with { ClientCertificates = mode, ClientCa = Authority.WriteRoot(PathOf("ca.pem")) };
        ConnectTls(Certificates(settings), clients: mode);
    }
}
