using ActorServer.Tests.Program;

namespace ActorServer.Tests.Tls;

/// <summary>Settings and files of TLS that cannot be used are refused before anything starts, with file, key and reason.</summary>
public sealed class TlsSettingsTests : IDisposable
{
    private const string CertificateRule = "a PEM file is allowed: the server's certificate, behind it the intermediates";
    private const string KeyRule = "a PEM file with the certificate's private key is allowed";

    private readonly Workspace _workspace = new();
    private readonly TestAuthority _authority = new();

    public TlsSettingsTests() => _authority.WritePem(_workspace.At("server.pem"), _authority.Issue("localhost"));

    [Fact]
    public async Task Paths_are_relative_to_the_yaml_file()
    {
        var answer = await CheckAsync("certificate: server.pem\nkey: server.pem\n");

        Assert.Equal([], answer.Errors);
    }

    [Theory]
    [InlineData("certificate: server.pem", "app.yaml:3: certificate is \"server.pem\"; a certificate needs its key: say key too (actor-server.tls.certificate).")]
    [InlineData("key: server.pem", "app.yaml:3: key is \"server.pem\"; a key needs its certificate: say certificate too (actor-server.tls.key).")]
    [InlineData("certificate: none.pem\nkey: server.pem", $"app.yaml:3: certificate is \"none.pem\"; {CertificateRule}, and there is no such file (actor-server.tls.certificate).")]
    [InlineData("certificate: app\nkey: server.pem", $"app.yaml:3: certificate is \"app\"; {CertificateRule}, and it cannot be read: Access to the path 'app' is denied (actor-server.tls.certificate).")]
    [InlineData("certificate: empty.pem\nkey: server.pem", $"app.yaml:3: certificate is \"empty.pem\"; {CertificateRule}, and there is no certificate in it (actor-server.tls.certificate).")]
    [InlineData("certificate: server.pem\nkey: none.pem", $"app.yaml:4: key is \"none.pem\"; {KeyRule}, and there is no such file (actor-server.tls.key).")]
    [InlineData("certificate: server.pem\nkey: empty.pem", $"app.yaml:4: key is \"empty.pem\"; {KeyRule}, and there is none in it (actor-server.tls.key).")]
    [InlineData("certificate: server.pem\nkey: other.pem", $"app.yaml:4: key is \"other.pem\"; {KeyRule}, and this is not that of server.pem, whose first certificate is CN=localhost (actor-server.tls.key).")]
    [InlineData("certificate: server.pem\nkey: locked.pem", $"app.yaml:4: key is \"locked.pem\"; {KeyRule}, and this one is encrypted: take its passphrase off (openssl pkey -in OLD -out NEW) (actor-server.tls.key).")]
    public async Task Files_that_cannot_be_used_are_refused(string yaml, string error)
    {
        File.WriteAllText(_workspace.At("empty.pem"), "nothing\n");
        _authority.WritePem(_workspace.At("other.pem"), _authority.Issue("localhost"));
        File.WriteAllText(_workspace.At("locked.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");

        var answer = await CheckAsync(yaml);

        Assert.Equal(2, answer.Code);
        Assert.Equal([error], answer.Errors);
    }

    [Fact]
    public async Task A_key_with_parameters_before_it_is_found()
    {
        string pem = File.ReadAllText(_workspace.At("server.pem"));
        File.WriteAllText(_workspace.At("key.pem"), "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + pem[pem.IndexOf("-----BEGIN PRIVATE", StringComparison.Ordinal)..]);

        var answer = await CheckAsync("certificate: server.pem\nkey: key.pem");
        Assert.Equal([], answer.Errors);
    }

    [Theory]
    [InlineData("protocols = \"TLSv1.1 TLSv1.2\"", "actor-server.tls.protocols is \"TLSv1.1 TLSv1.2\"; TLSv1.2, TLSv1.3 or both are allowed; older ones are broken.")]
    [InlineData("protocols = \"\"", "actor-server.tls.protocols is \"\"; a text that is not empty is allowed.")]
    [InlineData("protocols = \",\"", "actor-server.tls.protocols is \",\"; TLSv1.2, TLSv1.3 or both are allowed; older ones are broken.")]
    [InlineData("handshake-timeout = 0s", "actor-server.tls.handshake-timeout is \"0s\"; a time with its unit from 1ms to 1d is allowed, such as 500ms, 30s or 2m.")]
    [InlineData("client-certificates = maybe", "actor-server.tls.client-certificates is \"maybe\"; off, optional, required are allowed.")]
    [InlineData("client-certificates = required", "actor-server.tls.client-certificates is \"required\"; they need a file with their authorities: say client-ca too.")]
    [InlineData("client-ca = server.pem", "actor-server.tls.client-ca is \"server.pem\"; it is of no use while client-certificates is off: optional and required are allowed beside it.")]
    [InlineData("certificates { shop = server.pem }", "actor-server.tls.certificates.shop is \"server.pem\"; a section is allowed: { certificate = …, key = … }.")]
    [InlineData("certificates { shop { certificate = server.pem } }", "actor-server.tls.certificates.shop.key is not set; a text that is not empty is allowed.")]
    [InlineData("certificates { shop { certificate = server.pem, key = server.pem, name = x } }", "actor-server.tls.certificates.shop.name is \"x\"; only certificate, key and names are allowed here.")]
    [InlineData(
        "certificates { shop { certificate = server.pem, key = server.pem, names = \"a b_/\" } }",
        "actor-server.tls.certificates.shop.names is \"a b_/\"; host names are allowed, such as www.example.org or *.example.org, and \"b_/\" is none.")]
    [InlineData("certificates { shop { certificate = none.pem, key = server.pem } }", $"actor-server.tls.certificates.shop.certificate is \"none.pem\"; {CertificateRule}, and there is no such file.")]
    public async Task Settings_that_cannot_be_used_are_refused(string hocon, string error)
    {
        _workspace.Write("more.conf", $"actor-server.tls {{\n{hocon}\n}}");

        var answer = await CheckAsync("certificate: server.pem\nkey: server.pem\nhocon: more.conf");

        Assert.Equal(2, answer.Code);
        Assert.Equal(error, Assert.Single(answer.Errors)[(answer.Errors[0].IndexOf(": ", StringComparison.Ordinal) + 2)..]);
    }

    [Fact]
    public async Task Further_certificates_and_clients_certificates_may_be_said_in_hocon()
    {
        _authority.WriteRoot(_workspace.At("ca.pem"));
        _workspace.Write("more.conf", """
            actor-server.tls {
              certificates {
                shop { certificate = server.pem, key = server.pem, names = "shop.example, *.shop.example" }
                "with.dot" { certificate = server.pem, key = server.pem }
              }
              client-certificates = optional
              client-ca = ca.pem
            }
            """);

        var answer = await CheckAsync("certificate: server.pem\nkey: server.pem\nhocon: more.conf");
        Assert.Equal([], answer.Errors);
    }

    [Theory]
    [InlineData("client-certificates = required", "more.conf: actor-server.tls.client-certificates is \"required\"; it is of no use without the server's own certificate: say certificate and key too.")]
    [InlineData("certificates { shop { certificate = server.pem, key = server.pem } }", "more.conf: actor-server.tls.certificates.shop.certificate is \"server.pem\"; it is of no use without the server's own certificate: say certificate and key too.")]
    public async Task What_needs_the_servers_own_certificate_is_refused_without(string hocon, string error)
    {
        _workspace.Write("more.conf", $"actor-server.tls {{\n{hocon}\n}}");

        var answer = await CheckAsync("hocon: more.conf");

        Assert.Equal([error], answer.Errors);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _authority.Dispose();
    }

    private Task<Workspace.Answer> CheckAsync(string yaml) => _workspace.CheckAsync($"app-loc: app\napp-module: wsgi\n{yaml}");
}
