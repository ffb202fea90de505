using System.Buffers.Binary;
using System.Net.Sockets;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>Reads the control stream of a template, frame by frame: few and small ones, so each is received by itself.</summary>
/// <param name="socket">The server's end.</param>
/// <param name="onFrame">Takes each frame: kind, launch, payload. False ends the reading: it is not a template's.</param>
internal sealed class TemplateReader(Socket socket, Func<TemplateFrameKind, long, byte[], bool> onFrame)
{
    /// <summary>Reads until the stream ends, is closed here, or is not a template's; never throws for any of these.</summary>
    public async Task RunAsync()
    {
        var header = new byte[Frames.HeaderSize];
        try
        {
            while (await FillAsync(header).ConfigureAwait(false))
            {
                var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
                if (length > TemplateFrames.LargestPayload)
                    return;
                var payload = new byte[length];
                if (!await FillAsync(payload).ConfigureAwait(false) || !onFrame((TemplateFrameKind)header[4], Frames.ExchangeOf(header), payload))
                    return;
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The template is gone, or has been given up.
        }
    }

    private async ValueTask<bool> FillAsync(Memory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var received = await socket.ReceiveAsync(buffer, SocketFlags.None).ConfigureAwait(false);
            if (received == 0)
                return false;
            buffer = buffer[received..];
        }

        return true;
    }
}
