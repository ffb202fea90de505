using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Server.Connections.Transport;

namespace ActorServer.Server.Connections;

/// <summary>Turns an accepted socket into the <see cref="Props"/> of its connection actor; used by the listener actor alone.</summary>
public sealed class ConnectionFactory
{
    private readonly ConnectionResources _shared;

    /// <summary>Makes connections that share these resources.</summary>
    public ConnectionFactory(ConnectionResources shared) => _shared = shared;

    /// <summary>How to build the connection of a socket.</summary>
    /// <param name="socket">Accepted and still open; the connection owns it from here on.</param>
    /// <param name="number">The connection's number on this server, from 1.</param>
    /// <exception cref="SocketException">The client is gone already; the socket is still the caller's.</exception>
    public Props Create(Socket socket, long number)
    {
        TransportFacts facts = Facts(socket);
        if (socket.AddressFamily != AddressFamily.Unix)
        {
            // Answers leave in one write: waiting for more to send would only delay them.
            socket.NoDelay = true;
        }

        return ConnectionActor.Props(new SocketTransport(socket), socket, number, facts, _shared);
    }

    private static TransportFacts Facts(Socket socket) => (socket.RemoteEndPoint, socket.LocalEndPoint) switch
    {
        (IPEndPoint remote, IPEndPoint local) => new TransportFacts(Text(remote.Address), remote.Port, Text(local.Address), local.Port, "http"),
        (_, UnixDomainSocketEndPoint local) => new TransportFacts("", 0, local.ToString(), 0, "http"),
        var ends => throw new InvalidOperationException($"No connection of the kind {ends}."),
    };

    // A dual-mode socket shows IPv4 clients as ::ffff:192.0.2.1; nobody who reads an address means that.
    private static string Text(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
