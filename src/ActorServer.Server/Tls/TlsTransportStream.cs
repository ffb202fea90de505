using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace ActorServer.Server.Tls;

/// <summary>
/// The encrypted side of TLS: a connection's pipes as a stream. What is written gathers until it is flushed, so that several records leave in one send. Whoever
/// works with the TLS state has the turn; a read gives it up while it waits for the client, so that the end of sending can be said in between.
/// </summary>
/// <param name="pipe">The pipes below.</param>
internal sealed class TlsTransportStream(IDuplexPipe pipe) : Stream
{
    // Taken by whoever opens the connection.
    private readonly SemaphoreSlim _turn = new(0, 1);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Waits for the turn.</summary>
    public Task EnterAsync() => _turn.WaitAsync();

    /// <summary>Gives up the turn.</summary>
    public void Leave() => _turn.Release();

    /// <summary>Ends the read that waits, or the next one.</summary>
    public void StopReading() => pipe.Input.CancelPendingRead();

    /// <summary>Nothing, when the buffer is empty; but then there is something to read, or the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<ReadResult> pending = pipe.Input.ReadAsync(cancellationToken);
        ReadResult result = pending.IsCompleted ? await pending.ConfigureAwait(false) : await WaitAsync(pending).ConfigureAwait(false);
        int count = (int)Math.Min(result.Buffer.Length, buffer.Length);
        ReadOnlySequence<byte> bytes = result.Buffer.Slice(0, count);
        bytes.CopyTo(buffer.Span);
        pipe.Input.AdvanceTo(bytes.End);
        return result.IsCanceled ? throw new IOException("The connection is being closed.") : count;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        pipe.Output.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        FlushResult result = await pipe.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (result.IsCompleted)
            throw new IOException("The client is gone.");
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException("No thread waits for a client.");

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("No thread waits for a client.");

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("No thread waits for a client.");

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> WaitAsync(ValueTask<ReadResult> pending)
    {
        Leave();
        try
        {
            return await pending.ConfigureAwait(false);
        }
        finally
        {
            await EnterAsync().ConfigureAwait(false);
        }
    }
}
