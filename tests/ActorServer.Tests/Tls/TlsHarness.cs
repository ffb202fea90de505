using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorServer.Server.Settings;
using ActorServer.Server.Tls;
using ActorServer.Tests.Server;

namespace ActorServer.Tests.Tls;

/// <summary>One connection actor behind TLS on a real loopback socket, with the test as its client.</summary>
public abstract class TlsHarness : ConnectionHarness
{
    protected static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("actorserver-tls-").FullName;
    private SslStream? _ssl;
    private Wire? _wire;

    internal RecordingLogger Logger { get; } = new();

    protected TestAuthority Authority { get; } = new();

    protected SslStream Ssl => _ssl ?? throw new InvalidOperationException("Shake hands first.");

    /// <summary>True when the server's last bytes were followed by the end of the socket without a word of TLS.</summary>
    protected bool IsTruncated => _wire!.HasEnded; // Shake hands first.

    /// <summary>The certificate that the server has shown.</summary>
    protected X509Certificate2? Shown { get; private set; }

    /// <summary>True when the test's authority vouches for it over what was sent with it.</summary>
    protected bool IsTrusted { get; private set; }

    protected string PathOf(string name) => Path.Combine(_folder, name);

    internal TlsSettings Settings(string[] hosts, params CertificateSettings[] further)
    {
        string file = Authority.WritePem(PathOf("server.pem"), Authority.Issue(hosts));
        return new TlsSettings(
            new CertificateSettings(TlsSettings.Section, file, file, []), further, SslProtocols.Tls12 | SslProtocols.Tls13, HandshakeTimeout, ClientCertificates.Off, "");
    }

    internal CertificateSettings Further(string name, string[] hosts, params string[] names)
    {
        string file = Authority.WritePem(PathOf(name + ".pem"), Authority.Issue(hosts));
        return new CertificateSettings($"{TlsSettings.FurtherSection}.{name}", file, file, names);
    }

    internal TlsCertificates Certificates(TlsSettings settings) => new(settings, Logger);

    /// <summary>Accepts a connection that is to speak TLS.</summary>
    internal void ConnectTls(TlsCertificates? certificates = null, ConnectionSettings? settings = null, ClientCertificates clients = ClientCertificates.Off, bool streams = false) =>
        Connect(settings, streams, openings: [new TlsOpening(certificates ?? Certificates(Settings(["localhost"])), HandshakeTimeout, clients)]);

    /// <summary>Shakes hands as a client.</summary>
    protected void ShakeHands(
        string host = "localhost", SslProtocols protocols = SslProtocols.None, X509Certificate2? certificate = null, params SslApplicationProtocol[] applications)
    {
        _wire = new Wire(Client);
        _ssl = new SslStream(_wire);
        _ssl.AuthenticateAsClient(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = protocols,
            ApplicationProtocols = applications.Length == 0 ? null : [.. applications],
            ClientCertificateContext = certificate is null ? null : SslStreamCertificateContext.Create(certificate, Authority.Intermediates, offline: true),
            RemoteCertificateValidationCallback = (_, shown, chain, _) =>
            {
                Shown = shown is null ? null : X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
                IsTrusted = shown is not null && Authority.Trusts(shown, chain);
                return IsTrusted;
            },
        });
    }

    protected void SendTls(string text) => Ssl.Write(Encoding.Latin1.GetBytes(text));

    /// <summary>Reads until what came ends with the text.</summary>
    protected string ReceiveTlsUntil(string end)
    {
        var received = new StringBuilder();
        while (!received.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            int value = Ssl.ReadByte();
            Assert.True(value >= 0, $"The connection ended after: {received}");
            received.Append((char)value);
        }

        return received.ToString();
    }

    /// <summary>Reads to the end.</summary>
    protected string ReceiveAllTls()
    {
        var received = new StringBuilder();
        var buffer = new byte[64 * 1024];
        for (int count; (count = Ssl.Read(buffer)) > 0;)
        {
            received.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return received.ToString();
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _ssl?.Dispose();
        Authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // The socket as a stream that remembers whether it has ended.
    private sealed class Wire(Socket socket) : NetworkStream(socket, ownsSocket: false)
    {
        public bool HasEnded { get; private set; }

        // The other forms of reading come here.
        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = base.Read(buffer, offset, count);
            HasEnded |= read == 0 && count > 0;
            return read;
        }
    }
}
