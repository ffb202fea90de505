using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorServer.Gateways.Wsgi;

namespace ActorServer.Gateways;

/// <summary>What client and server have agreed upon; one value per connection.</summary>
/// <param name="protocol">The version of TLS.</param>
/// <param name="cipherSuite">The cipher suite.</param>
/// <param name="asksClient">True when the client was asked for a certificate.</param>
/// <param name="clientCertificate">The client's certificate, which has been verified; null for none. Never disposed: an application may keep it.</param>
public sealed class TlsFacts(SslProtocols protocol, TlsCipherSuite cipherSuite, bool asksClient, X509Certificate2? clientCertificate)
{
    private byte[]? _environ;

    /// <summary>The version of TLS.</summary>
    public SslProtocols Protocol => protocol;

    /// <summary>The cipher suite.</summary>
    public TlsCipherSuite CipherSuite => cipherSuite;

    /// <summary>True when the client was asked for a certificate.</summary>
    public bool AsksClient => asksClient;

    /// <summary>The client's certificate, which has been verified; null for none.</summary>
    public X509Certificate2? ClientCertificate => clientCertificate;

    /// <summary>Its part of an environ, the same for each request of the connection.</summary>
    internal ReadOnlySpan<byte> Environ => _environ ??= TlsEnviron.Encode(this);
}
