using System.Net.Sockets;
using Akka.Actor;

namespace ActorServer.Gateways.Wsgi;

/// <summary>
/// Reads the control stream of one process, without a thread of its own, and tells the process actor each frame (<see cref="ControlFrame"/>),
/// then <see cref="Closed"/> once: at the end of the stream, or at the first byte that is no frame. Disposing the socket ends it silently.
/// </summary>
/// <param name="socket">The server's end; whoever made it disposes it.</param>
/// <param name="owner">The process actor.</param>
/// <param name="maxPayload">The longest payload, inclusive.</param>
internal sealed class ControlReader(Socket socket, IActorRef owner, int maxPayload)
{
    /// <summary>Holds many small frames of one read, or a page; of a larger frame the rest is received straight into its own array, without a copy.</summary>
    private const int BufferSize = 16 * 1024;

    /// <summary>Receives in a row that find something there: a process that sends without end shares the thread with all others that it serves.</summary>
    private const int MostAtOnce = 16;

    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;

    /// <summary>No more frames will come.</summary>
    /// <param name="Violation">What Python sent that is no frame, or null when the stream simply ended.</param>
    public sealed record Closed(string? Violation);

    /// <summary>Reads until the stream ends or the socket is disposed; never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            var violation = await ReadFramesAsync().ConfigureAwait(false);
            owner.Tell(new Closed(violation), ActorRefs.NoSender);
        }
        catch (Exception error) when (error is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            // The process actor has closed the channel: it knows.
        }
        catch (SocketException)
        {
            owner.Tell(new Closed(null), ActorRefs.NoSender);
        }
    }

    private async Task<string?> ReadFramesAsync()
    {
        for (var atOnce = 0; ; atOnce++)
        {
            while (_end - _start >= Frames.HeaderSize)
            {
                if (Frames.TryReadHeader(_buffer.AsSpan(_start, Frames.HeaderSize), maxPayload, out var header) is { } violation)
                    return violation;
                var size = Frames.HeaderSize + header.Length;
                if (size > _end - _start && size <= BufferSize)
                    break;
                if (await TakePayloadAsync(header.Length).ConfigureAwait(false) is not { } payload)
                    return null;
                owner.Tell(new ControlFrame(header.Kind, header.IsLast, header.Exchange, payload), ActorRefs.NoSender);
            }

            MakeRoom();
            if (atOnce == MostAtOnce)
            {
                await Task.Yield();
                atOnce = 0;
            }

            var receiving = socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None);
            if (!receiving.IsCompleted)
                atOnce = 0;
            var received = await receiving.ConfigureAwait(false);
            if (received == 0)
                return null;
            _end += received;
        }
    }

    /// <summary>Takes the payload behind the header at <c>start</c>, of which a part may still have to come; null when the stream ends before.</summary>
    private async ValueTask<byte[]?> TakePayloadAsync(int length)
    {
        _start += Frames.HeaderSize;
        var payload = length == 0 ? [] : GC.AllocateUninitializedArray<byte>(length);
        var filled = Math.Min(length, _end - _start);
        _buffer.AsSpan(_start, filled).CopyTo(payload);
        _start += filled;
        while (filled < length)
        {
            var received = await socket.ReceiveAsync(payload.AsMemory(filled), SocketFlags.None).ConfigureAwait(false);
            if (received == 0)
                return null;
            filled += received;
        }

        return payload;
    }

    private void MakeRoom()
    {
        if (_start > 0)
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
    }
}
