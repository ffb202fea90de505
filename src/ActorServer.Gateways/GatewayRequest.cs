using ActorServer.Gateways.AspNetCore.Exchanges;
using ActorServer.Http;

namespace ActorServer.Gateways;

/// <summary>One parsed request with its body, as it travels from a connection over the router to a worker: an immutable value.</summary>
/// <param name="Exchange">Names this request and its answer on this server; never used twice. Every later message of the exchange carries it.</param>
/// <param name="Id">The request id: the client's <c>X-Request-ID</c> or the one that the server made.</param>
/// <param name="Head">The parsed head.</param>
/// <param name="Body">The complete body, or the news that it is still coming.</param>
/// <param name="Transport">Who talks to whom.</param>
public sealed record GatewayRequest(long Exchange, string Id, RequestHead Head, RequestBody Body, TransportFacts Transport)
{
    /// <summary>Where the application is mounted, decoded: SCRIPT_NAME, or PathBase; empty for the root.</summary>
    public string RootPath { get; init; } = "";

    /// <summary>How many bytes of the head's raw path are <see cref="RootPath"/>; the rest is PATH_INFO, or Path. 0 also where a proxy has cut it off.</summary>
    public int RootLength { get; init; }
}

/// <summary>The two ends of a client connection, as an application sees them in REMOTE_ADDR and SERVER_NAME; one value per connection, and behind a trusted proxy per client.</summary>
/// <param name="RemoteAddress">The client's address without port; empty for a Unix-domain socket.</param>
/// <param name="RemotePort">The client's port; 0 for a Unix-domain socket.</param>
/// <param name="LocalAddress">The server's address, or the path of its Unix-domain socket.</param>
/// <param name="LocalPort">The server's port; 0 for a Unix-domain socket.</param>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
public sealed record TransportFacts(string RemoteAddress, int RemotePort, string LocalAddress, int LocalPort, string Scheme)
{
    /// <summary>The host, with its port when it has one, that the client has asked a trusted proxy for; null for the request's own.</summary>
    public string? AskedHost { get; init; }

    /// <summary>The port at which the client has asked a trusted proxy; 0 when it is not told.</summary>
    public int AskedPort { get; init; }

    /// <summary>What was agreed upon by TLS; null where the transport is plain.</summary>
    public TlsFacts? Tls { get; init; }

    /// <summary>
    /// What the gateway of an ASP.NET Core application made for a request and keeps for the connection's next one. Kept here and not in the slot, so that code which
    /// outlives its request can never see another client's.
    /// </summary>
    internal ApplicationExchange? Kept { get; set; }
}

/// <summary>A request body: a closed family. Python gets complete ones only, so that a slow client never occupies a process.</summary>
public abstract record RequestBody
{
    private RequestBody() { }

    /// <summary>The body's length in bytes, after de-chunking; −1 for one that is still coming in chunks.</summary>
    public abstract long Length { get; }

    /// <summary>No body, or one of zero bytes.</summary>
    public sealed record Empty : RequestBody
    {
        /// <summary>The one value.</summary>
        public static readonly Empty Instance = new();

        /// <inheritdoc/>
        public override long Length => 0;
    }

    /// <summary>A body that is small enough to be kept in memory.</summary>
    /// <param name="Bytes">All of it; never changed again.</param>
    public sealed record InMemory(ReadOnlyMemory<byte> Bytes) : RequestBody
    {
        /// <inheritdoc/>
        public override long Length => Bytes.Length;
    }

    /// <summary>A body in a file of the server's spool; the file goes with its request.</summary>
    /// <param name="Path">Absolute path, readable by the worker's process.</param>
    /// <param name="Size">The file's length in bytes.</param>
    public sealed record Spooled(string Path, long Size) : RequestBody
    {
        /// <inheritdoc/>
        public override long Length => Size;
    }

    /// <summary>A body that comes while the application runs: the worker asks for it with <see cref="ExchangeProtocol.Want"/>.</summary>
    /// <param name="Announced">The Content-Length, above 0; null for a chunked body.</param>
    public sealed record Streaming(long? Announced) : RequestBody
    {
        /// <inheritdoc/>
        public override long Length => Announced ?? -1;
    }
}
