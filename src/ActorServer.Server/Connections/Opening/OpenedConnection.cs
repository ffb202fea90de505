using System.IO.Pipelines;
using System.Net.Sockets;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Server.Connections.Opening;

/// <summary>A connection as far as it is open.</summary>
/// <param name="Pipe">Where HTTP is read and written.</param>
/// <param name="Socket">The socket at the bottom.</param>
/// <param name="Facts">The two ends, and the scheme, as the application will see them.</param>
public sealed record OpenedConnection(IDuplexPipe Pipe, Socket Socket, TransportFacts Facts)
{
    /// <summary>What an opening has put between the socket's pipe and <see cref="Pipe"/>; null for nothing. The connection actor ends it.</summary>
    public IConnectionLayer? Layer { get; init; }

    /// <summary>False when a proxy has passed on a connection without saying whose: nobody on it is trusted.</summary>
    public bool IsPeerKnown { get; init; } = true;

    /// <summary>The answer for a client that cannot be served here; null for one that can. It is written to <see cref="Pipe"/>, and the connection ends.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>One line about the refusal, in place of the reason's own sentence; empty for that.</summary>
    public string RefusalDetail { get; init; } = "";
}
