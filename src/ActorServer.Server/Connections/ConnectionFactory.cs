using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Server.Connections;

/// <summary>Turns an accepted socket into the <see cref="Props"/> of its connection actor; used by the listener actor alone.</summary>
public sealed class ConnectionFactory : IDisposable
{
    // The transport stops reading a client that is this far ahead of its answers.
    private const int ReadBuffer = 64 * 1024;

    private readonly ConnectionResources _shared;
    private readonly SocketConnectionContextFactory _transports;

    /// <summary>Makes connections that share these resources.</summary>
    public ConnectionFactory(ConnectionResources shared)
    {
        _shared = shared;
        var options = new SocketConnectionFactoryOptions
        {
            MaxReadBufferSize = ReadBuffer,

            // An idle connection keeps a block of 4 KiB; waiting without one costs a system call more for each request, a twentieth of all processor time.
            WaitForDataBeforeAllocatingBuffer = false,

            // What runs there is a Tell to an actor, which never blocks: no hop over the thread pool is needed for it.
            UnsafePreferInlineScheduling = true,
        };
        _transports = new SocketConnectionContextFactory(options, NullLogger.Instance);
    }

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

        ConnectionContext transport = _transports.Create(socket);
        transport.Transport = new Duplex(transport.Transport.Input, new SocketWriter(socket, transport.Transport.Output));
        return ConnectionActor.Props(transport, socket, number, facts, _shared);
    }

    /// <inheritdoc/>
    public void Dispose() => _transports.Dispose();

    private static TransportFacts Facts(Socket socket) => (socket.RemoteEndPoint, socket.LocalEndPoint) switch
    {
        (IPEndPoint remote, IPEndPoint local) => new TransportFacts(Text(remote.Address), remote.Port, Text(local.Address), local.Port, "http"),
        (_, UnixDomainSocketEndPoint local) => new TransportFacts("", 0, local.ToString(), 0, "http"),
        var ends => throw new InvalidOperationException($"No connection of the kind {ends}."),
    };

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    // A dual-mode socket shows IPv4 clients as ::ffff:192.0.2.1; nobody who reads an address means that.
    private static string Text(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
