using ActorServer.Server.Connections.Opening;
using ActorServer.Server.Tls;

namespace ActorServer.Server.Hosting;

/// <content>What stands between the accept of a client and its first request.</content>
internal sealed partial class ActorTree
{
    /// <summary>The server's certificates; null where it speaks plain HTTP, and before it has read them.</summary>
    public TlsCertificates? Certificates { get; private set; }

    // They were checked with all settings; a file may have changed since.
    private bool TryReadCertificates()
    {
        if (!_settings.Tls.IsOn)
            return true;
        try
        {
            Certificates = new TlsCertificates(_settings.Tls, _loggers.CreateLogger(Category + "Tls"));
            return true;
        }
        catch (TlsException exception)
        {
            _observer.OnEnded(new TreeEnding(TreeEnd.BadSetting, exception.Message));
            return false;
        }
    }

    // What a client's side says first comes first: a proxy's header, then TLS.
    private List<IConnectionOpening> Openings()
    {
        var openings = new List<IConnectionOpening>();
        if (_settings.Proxy.ExpectsHeader)
            openings.Add(new ProxyOpening(_settings.Proxy.Trusted, _settings.Connection.HeadTimeout));
        if (Certificates is { } certificates)
            openings.Add(new TlsOpening(certificates, _settings.Tls.HandshakeTimeout, _settings.Tls.ClientCertificates));
        return openings;
    }
}
