using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Gateways.AspNetCore.Exchanges;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Tests.Tls;

/// <summary>What applications see of a connection's TLS.</summary>
public sealed class TlsEnvironTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    [Theory]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")]
    [InlineData(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_256_GCM_SHA384, "TLSv1.3", "TLS_AES_256_GCM_SHA384")]
    public void Names_version_and_cipher(SslProtocols protocol, TlsCipherSuite suite, string shownProtocol, string shownSuite)
    {
        Assert.Equal(
            new Dictionary<string, string> { ["SSL_PROTOCOL"] = shownProtocol, ["SSL_CIPHER"] = shownSuite },
            Environ(new TlsFacts(protocol, suite, asksClient: false, clientCertificate: null)));
    }

    [Fact]
    public void Says_that_a_client_which_was_asked_has_shown_no_certificate()
    {
        Dictionary<string, string> environ = Environ(new TlsFacts(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_256_GCM_SHA384, asksClient: true, null));

        Assert.Equal("NONE", environ["SSL_CLIENT_VERIFY"]);
        Assert.DoesNotContain("SSL_CLIENT_S_DN", environ.Keys);
    }

    [Fact]
    public void Describes_the_clients_certificate()
    {
        using X509Certificate2 alice = _authority.IssueFor("CN=Alice, OU=Research, O=Example, C=DE");

        Dictionary<string, string> environ = Environ(new TlsFacts(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_256_GCM_SHA384, asksClient: true, alice));

        Assert.Equal("SUCCESS", environ["SSL_CLIENT_VERIFY"]);
        Assert.Equal("CN=Alice,OU=Research,O=Example,C=DE", environ["SSL_CLIENT_S_DN"]);
        Assert.Equal("CN=Test Root Intermediate", environ["SSL_CLIENT_I_DN"]);
        Assert.Equal(alice.SerialNumber, environ["SSL_CLIENT_M_SERIAL"]);
        Assert.Equal(alice.Thumbprint, X509Certificate2.CreateFromPem(environ["SSL_CLIENT_CERT"]).Thumbprint);
    }

    [Theory]
    [InlineData("Smith, John", "CN=Smith\\, John")]
    [InlineData("Zoë", "CN=Zo\\C3\\AB")]
    [InlineData("a\0b\n", "CN=a\\00b\\0A")]
    [InlineData("#1 \"x\" ", "CN=\\#1 \\\"x\\\"\\ ")]
    [InlineData("a\\b=c;d<e>f+g", "CN=a\\\\b=c\\;d\\<e\\>f\\+g")]
    public void Writes_a_name_so_that_it_can_only_be_read_one_way(string commonName, string text)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);

        Assert.Equal(text, DistinguishedName.Text(name.Build()));
    }

    [Fact]
    public void An_application_may_put_another_certificate_in_its_place_for_one_request()
    {
        using X509Certificate2 alice = _authority.IssueFor("CN=Alice");
        using X509Certificate2 bob = _authority.IssueFor("CN=Bob");
        var tls = new TlsFacts(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_256_GCM_SHA384, asksClient: true, alice);

        var feature = new TlsFeature(tls) { ClientCertificate = bob };

        Assert.Same(bob, feature.ClientCertificate);
        Assert.Same(alice, new TlsFeature(tls).ClientCertificate);
    }

    public void Dispose() => _authority.Dispose();

    private static Dictionary<string, string> Environ(TlsFacts tls)
    {
        string[] parts = Encoding.ASCII.GetString(tls.Environ).Split('\0');
        Assert.Equal("", parts[^1]);
        return parts[..^1].Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
    }
}
