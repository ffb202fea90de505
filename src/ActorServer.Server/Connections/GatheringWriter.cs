using System.Buffers;
using System.IO.Pipelines;

namespace ActorServer.Server.Connections;

/// <summary>Gathers small pieces in one rented buffer until they are flushed; more may be gathered during a flush, for the next one. Used by one connection actor.</summary>
internal abstract class GatheringWriter : PipeWriter
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

    /// <inheritdoc/>
    public override void CancelPendingFlush() => throw new NotSupportedException("A flush ends with the socket.");

    /// <summary>Does nothing: whoever owns the socket ends the connection.</summary>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <summary>Gives back a buffer that nobody reads any more.</summary>
    /// <param name="buffer">One that was taken, or null.</param>
    protected static void Return(byte[]? buffer)
    {
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Takes what was gathered, and with it the buffer.</summary>
    /// <param name="length">Its bytes.</param>
    /// <returns>The buffer, to be returned; null when nothing was gathered.</returns>
    protected byte[]? TakeGathered(out int length)
    {
        byte[]? buffer = _buffer;
        length = _length;
        _buffer = null;
        _length = 0;
        return buffer;
    }

    private byte[] Grow(byte[] buffer, int needed)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * buffer.Length));
        buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return _buffer = larger;
    }
}
