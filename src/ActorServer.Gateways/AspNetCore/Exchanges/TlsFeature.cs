using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>The client's certificate as a request sees it; code behind a proxy may put another one in its place, for this request.</summary>
/// <param name="tls">The connection's TLS.</param>
internal sealed class TlsFeature(TlsFacts tls) : ITlsConnectionFeature
{
    /// <inheritdoc/>
    public X509Certificate2? ClientCertificate { get; set; } = tls.ClientCertificate;

    /// <summary>The same: a client that was not asked in its handshake is not asked later.</summary>
    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult(ClientCertificate);
}
