using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ActorServer.Server.Control;

/// <summary>One line of JSON on a socket: all that either side of a control connection ever says.</summary>
internal static class ControlLine
{
    /// <summary>Reads up to the line's end or the end of the stream.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="longest">Bytes at most, without the line's end.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The bytes without the line's end; null when the peer left before it or says more.</returns>
    public static async Task<byte[]?> ReadAsync(Socket socket, int longest, CancellationToken cancellation)
    {
        var line = new MemoryStream();
        var buffer = new byte[Math.Min(longest + 1, 16 * 1024)];
        while (line.Length <= longest)
        {
            int read = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation);
            if (read == 0)
                return null;
            int end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
            line.Write(buffer.AsSpan(0, end < 0 ? read : end));
            if (end >= 0)
                return line.Length <= longest ? line.ToArray() : null;
        }

        return null;
    }

    /// <summary>Sends a line.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="message">What it says.</param>
    /// <param name="cancellation">Ends the wait for a peer that does not read.</param>
    public static async Task WriteAsync(Socket socket, JsonNode message, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> rest = System.Text.Encoding.UTF8.GetBytes(message.ToJsonString() + "\n");
        while (!rest.IsEmpty)
            rest = rest[await socket.SendAsync(rest, SocketFlags.None, cancellation)..];
    }
}
