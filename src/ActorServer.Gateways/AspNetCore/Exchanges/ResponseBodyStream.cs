using System.IO.Pipelines;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>The response's body as a stream over its pipe: each write is sent. Synchronous writing is refused unless it is allowed: it holds a thread for as long as the client likes.</summary>
/// <param name="exchange">Knows what is allowed.</param>
/// <param name="writer">The body.</param>
internal sealed class ResponseBodyStream(ApplicationExchange exchange, PipeWriter writer) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        exchange.RequireSynchronousIo();
        WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Finish(writer.WriteAsync(buffer, cancellationToken));

    /// <inheritdoc/>
    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(WriteAsync(buffer, offset, count, CancellationToken.None), callback, state);

    /// <inheritdoc/>
    public override void EndWrite(IAsyncResult asyncResult) => TaskToAsyncResult.End(asyncResult);

    /// <inheritdoc/>
    public override void Flush()
    {
        exchange.RequireSynchronousIo();
        FlushAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Finish(writer.FlushAsync(cancellationToken)).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static ValueTask Finish(ValueTask<FlushResult> flushing)
    {
        if (!flushing.IsCompletedSuccessfully)
            return FinishAsync(flushing);
        _ = flushing.Result;
        return default;
    }

    private static async ValueTask FinishAsync(ValueTask<FlushResult> flushing) => await flushing.ConfigureAwait(false);
}
