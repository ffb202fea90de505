using System.Net;

namespace ActorServer.Server.Connections.Opening;

/// <summary>What a header of the PROXY protocol says.</summary>
/// <param name="Source">The client; null where the header has none.</param>
/// <param name="Destination">Where the client has connected to; null with <paramref name="Source"/>.</param>
/// <param name="Kind">Whose connection it is.</param>
/// <param name="IsSecure">True when the client spoke TLS with the proxy.</param>
internal readonly record struct ProxyHeader(IPEndPoint? Source, IPEndPoint? Destination, ProxyConnection Kind, bool IsSecure = false);

/// <summary>Whose connection a proxy has opened.</summary>
internal enum ProxyConnection
{
    /// <summary>A client's, with its address.</summary>
    Client,

    /// <summary>A client's of a Unix-domain socket of the proxy's machine.</summary>
    UnixClient,

    /// <summary>A client's whose address the proxy does not tell.</summary>
    UnknownClient,

    /// <summary>The proxy's own, such as a check of our health.</summary>
    Own,
}
