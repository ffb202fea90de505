using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Runtime.CompilerServices;

namespace ActorServer.Server.Tls;

/// <summary>
/// Writes to a TLS stream: pieces gather in one buffer until they are flushed, a long one is encrypted from where it lies. All records of a flush leave in
/// one send, and it is over when the kernel has every byte. Used by one connection actor; at most one flush at a time.
/// </summary>
/// <param name="ssl">Authenticated.</param>
/// <param name="below">Where the encrypted bytes gather.</param>
internal sealed class TlsWriter(SslStream ssl, PipeWriter below) : PipeWriter
{
    // Most answers fit, head and all.
    private const int FirstBuffer = 4096;

    // What encryption adds to 16 KiB at most: header, nonce, tag, padding.
    private const int Record = 16 * 1024;
    private const int RecordOverhead = 64;

    // Null while nothing is gathered: an idle connection holds no buffer.
    private byte[]? _buffer;
    private int _length;

    /// <summary>True while bytes are on their way to the kernel.</summary>
    public bool IsFlushing { get; private set; }

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _length;

    /// <inheritdoc/>
    public override void Advance(int bytes) => _length += bytes;

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        byte[] buffer = _buffer ??= ArrayPool<byte>.Shared.Rent(Math.Max(sizeHint, FirstBuffer));
        int needed = _length + Math.Max(sizeHint, 1);
        return (needed <= buffer.Length ? buffer : Grow(buffer, needed)).AsMemory(_length);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Sends what was gathered.</summary>
    /// <returns>Completed: the client is gone.</returns>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => WriteAsync(default, cancellationToken);

    /// <summary>Sends what was gathered, then a block.</summary>
    /// <returns>Completed: the client is gone.</returns>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        byte[]? buffer = _buffer;
        int length = _length;
        _buffer = null;
        _length = 0;
        return SendAsync(buffer, length, source);
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush() => throw new NotSupportedException("A flush ends with the socket.");

    /// <summary>Does nothing: the layer ends the connection.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> SendAsync(byte[]? buffer, int length, ReadOnlyMemory<byte> block)
    {
        IsFlushing = true;
        try
        {
            // Room for all at once, so that it does not grow record by record.
            int all = length + block.Length;
            below.GetMemory(all + (((all / Record) + 2) * RecordOverhead));
            if (length > 0)
                await ssl.WriteAsync(buffer.AsMemory(0, length)).ConfigureAwait(false);
            if (!block.IsEmpty)
                await ssl.WriteAsync(block).ConfigureAwait(false);
            return await below.FlushAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
        finally
        {
            IsFlushing = false;
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private byte[] Grow(byte[] buffer, int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * buffer.Length));
        buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return _buffer = larger;
    }
}
