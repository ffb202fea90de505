using ActorServer.Server.Connections;
using System.IO.Pipelines;
using System.Net.Security;
using System.Runtime.CompilerServices;

namespace ActorServer.Server.Tls;

/// <summary>
/// Writes to a TLS stream: pieces gather in one buffer until they are flushed, a long one is encrypted from where it lies. The records of 64 KiB leave in
/// one send, and a flush is over when the kernel has every byte. Used by one connection actor; at most one flush at a time.
/// </summary>
/// <param name="ssl">Authenticated.</param>
/// <param name="below">Where the encrypted bytes gather.</param>
internal sealed class TlsWriter(SslStream ssl, PipeWriter below) : GatheringWriter
{
    // What encryption adds to 16 KiB at most: header, nonce, tag, padding.
    private const int Record = 16 * 1024;
    private const int RecordOverhead = 64;

    // So much of a long block is encrypted before it leaves: what is encrypted is memory of its own.
    private const int LargestPiece = 64 * 1024;

    /// <summary>True while bytes are on their way to the kernel.</summary>
    public bool IsFlushing { get; private set; }

    /// <summary>Sends what was gathered, then a block.</summary>
    /// <returns>Completed: the client is gone.</returns>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        byte[]? buffer = TakeGathered(out int length);
        return SendAsync(buffer, length, source);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<FlushResult> SendAsync(byte[]? buffer, int length, ReadOnlyMemory<byte> block)
    {
        IsFlushing = true;
        try
        {
            do
            {
                ReadOnlyMemory<byte> piece = block[..Math.Min(block.Length, LargestPiece)];
                block = block[piece.Length..];

                // Room for all of it at once, so that it does not grow record by record.
                int all = length + piece.Length;
                below.GetMemory(all + (((all / Record) + 2) * RecordOverhead));
                if (length > 0)
                    await ssl.WriteAsync(buffer.AsMemory(0, length)).ConfigureAwait(false);
                length = 0;
                if (!piece.IsEmpty)
                    await ssl.WriteAsync(piece).ConfigureAwait(false);
                FlushResult flushed = await below.FlushAsync().ConfigureAwait(false);
                if (flushed.IsCompleted)
                    return flushed;
            }
            while (!block.IsEmpty);
            return default;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new FlushResult(isCanceled: false, isCompleted: true);
        }
        finally
        {
            IsFlushing = false;
            Return(buffer);
        }
    }
}
