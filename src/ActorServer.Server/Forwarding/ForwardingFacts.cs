using System.Net;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Forwarding;

/// <summary>
/// What is believed so far of one request's fields, which are read from the right: the nearest proxy first. Whom a trusted hop names is believed, and whether that one
/// is trusted too decides if the walk goes on.
/// </summary>
/// <param name="trusted">Who is trusted.</param>
/// <param name="believesHost">False passes over host and port that the client has asked for.</param>
internal ref struct ForwardingFacts(TrustedProxies trusted, bool believesHost)
{
    private IPAddress? _address;
    private int _port;
    private string? _scheme;
    private string? _host;
    private int _serverPort;

    /// <summary>The first value that was not believed, with the name of its field; null when all were.</summary>
    public string? Unbelievable { get; private set; }

    /// <summary>Takes the next hop.</summary>
    /// <param name="hop">The hop as a trusted one names it.</param>
    /// <returns>True when it is trusted itself: what it has said stands further to the left.</returns>
    public bool Take(HopName hop)
    {
        if (hop.Address is not { } address)
        {
            // Who hides is not to be found: the hop that tells of it is the last one known.
            return hop.IsUnix && trusted.IsUnixTrusted;
        }

        (_address, _port) = (address, hop.Port);
        return trusted.Contains(address);
    }

    /// <summary>Takes a scheme.</summary>
    /// <returns>False when it is neither http nor https.</returns>
    public bool TakeScheme(ReadOnlySpan<byte> value)
    {
        string? scheme = Ascii.EqualsIgnoreCase(value, "https"u8) ? "https" : Ascii.EqualsIgnoreCase(value, "http"u8) ? "http" : null;
        _scheme = scheme ?? _scheme;
        return scheme is not null;
    }

    /// <summary>Takes the host that the client asked for, with its port when it has one.</summary>
    /// <returns>False when it could not stand in a field Host.</returns>
    public bool TakeHost(ReadOnlySpan<byte> value)
    {
        if (!believesHost)
        {
            return true;
        }

        bool isHost = Authority.IsValid(value);
        _host = isHost ? Encoding.ASCII.GetString(value) : _host;
        return isHost;
    }

    /// <summary>Takes the port that the client has connected to.</summary>
    /// <returns>False when it is none.</returns>
    public bool TakePort(ReadOnlySpan<byte> value)
    {
        if (!believesHost)
        {
            return true;
        }

        bool isPort = AddressText.TryReadPort(value, out int port) && port > 0;
        _serverPort = isPort ? port : _serverPort;
        return isPort;
    }

    /// <summary>Keeps the news of a value that is not believed.</summary>
    public void Disbelieve(string field, ReadOnlySpan<byte> value) => Unbelievable ??= $"{field} {LogText.Quote(value)}";

    /// <summary>The facts of a connection as they are for the request.</summary>
    public readonly TransportFacts ApplyTo(TransportFacts peer)
    {
        if (_address is null && _scheme is null && _host is null && _serverPort == 0)
        {
            return peer;
        }

        // A new value and no copy: what is kept with the connection for one client's requests is not for another's. What TLS has agreed upon is of the
        // connection and stays, whoever the client is: an application may want to see the certificate of its proxy.
        return new TransportFacts(
            _address?.ToString() ?? peer.RemoteAddress, _address is null ? peer.RemotePort : _port, peer.LocalAddress, peer.LocalPort, _scheme ?? peer.Scheme)
        {
            Tls = peer.Tls,
            AskedHost = _host,
            AskedPort = _serverPort,
        };
    }
}
