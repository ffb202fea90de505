using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Connections.Opening;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Tls;

/// <summary>
/// Agrees on TLS with a client. One that speaks HTTP without it gets a plain answer that says so. One whose certificate is missing or wrong gets an answer over
/// TLS: an alert in its place would be seen as a broken connection, and nobody would know why.
/// </summary>
/// <param name="certificates">The server's certificates.</param>
/// <param name="timeout">How long a handshake may take.</param>
/// <param name="clients">Whether clients show a certificate.</param>
internal sealed class TlsOpening(TlsCertificates certificates, TimeSpan timeout, ClientCertificates clients) : IConnectionOpening
{
    // RFC 8446 §5.1: every record of a handshake begins with it, and no method of HTTP does.
    private const byte HandshakeRecord = 22;

    /// <inheritdoc/>
    public TimeSpan Timeout => timeout;

    /// <inheritdoc/>
    public async ValueTask<OpenedConnection> OpenAsync(OpenedConnection soFar, CancellationToken cancellation)
    {
        if (await FirstByteAsync(soFar.Pipe.Input, cancellation).ConfigureAwait(false) != HandshakeRecord)
            return soFar with { Refusal = Refusal.NotTls };

        var transport = new TlsTransportStream(soFar.Pipe);
        var ssl = new SslStream(transport, leaveInnerStreamOpen: true);
        var handshake = new Handshake(certificates, clients);
        try
        {
            await ssl.AuthenticateAsServerAsync(Handshake.ChooseAsync, handshake, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await ssl.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var shown = ssl.RemoteCertificate as X509Certificate2;
        var facts = new TlsFacts(ssl.SslProtocol, ssl.NegotiatedCipherSuite, clients != ClientCertificates.Off, shown);
        var layer = new TlsLayer(ssl, transport, soFar.Pipe.Output, soFar.Socket);
        var opened = soFar with { Pipe = layer, Layer = layer, Facts = soFar.Facts with { Scheme = "https", Tls = facts } };
        if (handshake.Problem is { } problem)
            return opened with { Refusal = Refusal.InvalidClientCertificate, RefusalDetail = $"The client's certificate is not one that this server trusts: {problem}." };
        return clients == ClientCertificates.Required && shown is null ? opened with { Refusal = Refusal.NoClientCertificate } : opened;
    }

    // Looked at only: it stays in the pipe.
    private static async ValueTask<byte> FirstByteAsync(PipeReader input, CancellationToken cancellation)
    {
        ReadResult read = await input.ReadAsync(cancellation).ConfigureAwait(false);
        byte? first = read.Buffer.IsEmpty ? null : read.Buffer.FirstSpan[0];
        input.AdvanceTo(read.Buffer.Start);
        return first ?? throw new IOException("the client has left before its first byte");
    }

    private sealed class Handshake(TlsCertificates certificates, ClientCertificates clients)
    {
        /// <summary>What is wrong with the client's certificate, in a word; null for nothing.</summary>
        public string? Problem { get; private set; }

        public static ValueTask<SslServerAuthenticationOptions> ChooseAsync(SslStream stream, SslClientHelloInfo hello, object? handshake, CancellationToken cancellation) =>
            new(((Handshake)handshake!).Choose(hello.ServerName)); // OpenAsync has given it.

        private SslServerAuthenticationOptions Choose(string host)
        {
            SslServerAuthenticationOptions offered = certificates.For(host);
            return clients == ClientCertificates.Off ? offered : new SslServerAuthenticationOptions
            {
                ServerCertificateContext = offered.ServerCertificateContext,
                EnabledSslProtocols = offered.EnabledSslProtocols,
                ApplicationProtocols = offered.ApplicationProtocols,
                AllowRenegotiation = offered.AllowRenegotiation,
                CertificateRevocationCheckMode = offered.CertificateRevocationCheckMode,
                ClientCertificateRequired = offered.ClientCertificateRequired,
                CertificateChainPolicy = offered.CertificateChainPolicy,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    Problem = certificate is null || errors == SslPolicyErrors.None
                        ? null
                        : $"{chain?.ChainStatus.FirstOrDefault(status => status.Status != X509ChainStatusFlags.NoError).Status}";
                    return true;
                },
            };
        }
    }
}
