using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ActorServer.Server.Connections.Transport;

namespace ActorServer.Server.Connections;

/// <summary>
/// Writes to a socket without a pipe in between: small pieces gather in one buffer until they are flushed, long ones leave from where they lie
/// (<see cref="WriteAsync"/>). A flush is over when the kernel has every byte. Used by one connection actor; at most one flush at a time, during which
/// more may be gathered for the next.
/// </summary>
/// <param name="socket">Connected; nobody else sends on it.</param>
internal sealed class SocketWriter(Socket socket) : GatheringWriter
{
    /// <summary>Sends what was gathered, then a block, which is not copied and must not change until the task is over.</summary>
    /// <returns>Completed: the client is gone.</returns>
    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        if (TakeGathered(out int length) is not { } buffer)
            return SendBlockAsync(source);
        int sent = source.IsEmpty ? 0 : GatheredSend.Send(socket, buffer.AsSpan(0, length), source.Span);
        if (sent < length)
            return SendAsync(buffer.AsMemory(sent, length - sent), buffer, behind: source);
        Return(buffer);
        return SendBlockAsync(source[(sent - length)..]);
    }

    private ValueTask<FlushResult> SendBlockAsync(ReadOnlyMemory<byte> block) =>
        block.IsEmpty ? default : SendAsync(block, buffer: null, behind: default);

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
        return SendBlockAsync(behind);
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
}
