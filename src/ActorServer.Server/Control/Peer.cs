using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorServer.Server.Control;

/// <summary>Who is at the other end of a Unix-domain socket.</summary>
internal static class Peer
{
    // Linux, unix(7): SOL_SOCKET, SO_PEERCRED, and struct ucred { pid, uid, gid }.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int UidOffset = 4;
    private const int Size = 12;

    /// <summary>True for a process of our own user or of root. Elsewhere than on Linux the socket's mode has to do.</summary>
    /// <param name="socket">A connected socket.</param>
    public static bool IsAllowed(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return true;
        Span<byte> credentials = stackalloc byte[Size];
        return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == Size
            && MemoryMarshal.Read<uint>(credentials[UidOffset..]) is var user
            && (user == 0 || user == LibcControl.UserId);
    }
}
