using System.Buffers.Binary;
using System.Net.Sockets;

namespace ActorServer.Server.Connections;

/// <summary>
/// How far a client has got with what was written to it. The pipe over the socket only tells when all of a flush has gone; a client that reads nothing and
/// one that reads slowly look alike there.
/// </summary>
internal static class TcpProgress
{
    // Linux: IPPROTO_TCP, TCP_INFO, and in struct tcp_info the 64-bit tcpi_bytes_acked (since 4.1).
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const int BytesAcknowledged = 120;

    /// <summary>Bytes that the client's system has acknowledged since the connection began; null where the system does not say.</summary>
    public static long? BytesTaken(Socket socket)
    {
        if (!OperatingSystem.IsLinux() || socket.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
        {
            return null;
        }

        Span<byte> info = stackalloc byte[BytesAcknowledged + sizeof(long)];
        try
        {
            return socket.GetRawSocketOption(TcpLevel, TcpInfo, info) == info.Length
                ? BinaryPrimitives.ReadInt64LittleEndian(info[BytesAcknowledged..])
                : null;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
