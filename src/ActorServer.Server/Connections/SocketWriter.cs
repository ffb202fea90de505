using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace ActorServer.Server.Connections;

/// <summary>
/// Writes to a socket without a pipe in between: small pieces gather in one buffer until they are flushed, long ones leave from where they lie
/// (<see cref="WriteAsync"/>). A flush is over when the kernel has every byte. Used by one connection actor; at most one flush at a time, during which
/// more may be gathered for the next.
/// </summary>
/// <param name="socket">Connected; nobody else sends on it.</param>
internal sealed class SocketWriter(Socket socket) : PipeWriter
{
    // Most answers fit, head and all.
    private const int FirstBuffer = 4096;

    // Null while nothing is gathered: an idle connection holds no buffer.
    private byte[]? _buffer;
    private int _length;

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

    /// <summary>Sends what was gathered, then a block, which is not copied and must not change until the task is over.</summary>
    /// <returns>Completed: the client is gone.</returns>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (_buffer is not { } buffer)
            return source.IsEmpty ? default : SendAsync(source, buffer: null, behind: default);
        int length = _length;
        _buffer = null;
        _length = 0;
        return SendAsync(buffer.AsMemory(0, length), buffer, behind: source);
    }

    /// <inheritdoc/>
    public override void CancelPendingFlush() => throw new NotSupportedException("A flush ends with the socket.");

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
        // The socket's end is its transport's.
    }

    // The system mostly takes everything at once: then nothing is allocated.
    private ValueTask<FlushResult> SendAsync(ReadOnlyMemory<byte> first, byte[]? buffer, ReadOnlyMemory<byte> behind)
    {
        ValueTask<int> sending;
        try
        {
            sending = socket.SendAsync(first, SocketFlags.None, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            return new ValueTask<FlushResult>(new FlushResult(isCanceled: false, isCompleted: true));
        }

        if (!sending.IsCompletedSuccessfully)
            return FinishAsync(sending, buffer, behind);
        _ = sending.Result;
        Return(buffer);
        return behind.IsEmpty ? default : SendAsync(behind, buffer: null, behind: default);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> FinishAsync(ValueTask<int> sending, byte[]? buffer, ReadOnlyMemory<byte> behind)
    {
        try
        {
            _ = await sending.ConfigureAwait(false);

            // Not where the send has failed: the system may still look at it.
            Return(buffer);
            if (!behind.IsEmpty)
                _ = await socket.SendAsync(behind, SocketFlags.None, CancellationToken.None).ConfigureAwait(false);
            return default;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
    }

    private static void Return(byte[]? buffer)
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private byte[] Grow(byte[] buffer, int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * buffer.Length));
        buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return _buffer = larger;
    }
}
