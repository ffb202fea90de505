using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Server.Connections.Transport;

/// <summary>One accepted socket as a pair of pipe ends that hold no buffers of their own while nothing moves. Owned by one connection actor.</summary>
/// <param name="socket">Connected; this closes it.</param>
internal sealed class SocketTransport(Socket socket) : ConnectionContext, IDuplexPipe
{
    private IFeatureCollection? _features;
    private IDictionary<object, object?>? _items;

    /// <inheritdoc/>
    public override string ConnectionId { get; set; } = "";

    /// <inheritdoc/>
    public override IFeatureCollection Features => _features ??= new FeatureCollection();

    /// <inheritdoc/>
    public override IDictionary<object, object?> Items
    {
        get => _items ??= new Dictionary<object, object?>();
        set => _items = value;
    }

    /// <inheritdoc/>
    public override IDuplexPipe Transport
    {
        get => this;
        set => throw new NotSupportedException("A layer stands beside its transport, not in its place.");
    }

    /// <inheritdoc/>
    public PipeReader Input { get; } = new SocketReader(socket);

    /// <inheritdoc/>
    public PipeWriter Output { get; } = new SocketWriter(socket);

    /// <inheritdoc/>
    public override void Abort(ConnectionAbortedException abortReason) => socket.Close(0);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The client was first, or it has been reset.
        }

        socket.Dispose();
        return base.DisposeAsync();
    }
}
