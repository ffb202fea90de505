using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.Listener;

/// <summary>
/// Sockets of the unix family that listen. .NET's own would delete whatever file has their name when they are closed, also that of a server that has come after; and it cannot
/// say the file's mode before the file is there. Numbers and layouts are Linux's.
/// </summary>
internal static partial class LibcSocket
{
    private const string Library = "libc";
    private const int AfUnix = 1;
    private const int SockStream = 1;
    private const int SockCloexec = 0x80000;
    private const int PathOnly = 0x200000; // O_PATH
    private const int NoFollow = 0x20000; // O_NOFOLLOW on x64; arm64 has another.
    private const int NoFollowOnArm = 0x8000;
    private const int Cloexec = 0x80000;
    private const int FamilySize = 2;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>A socket that is bound to nothing yet; close-on-exec.</summary>
    /// <exception cref="SocketException">No descriptor is left.</exception>
    public static SafeSocketHandle Create()
    {
        var descriptor = Socket(AfUnix, SockStream | SockCloexec, 0);
        return descriptor >= 0 ? new SafeSocketHandle(descriptor, ownsHandle: true) : throw Last();
    }

    /// <summary>Gives the socket a name: a path, whose file is made, or <c>@</c> and an abstract name.</summary>
    /// <param name="socket">A new socket.</param>
    /// <param name="name">At most 107 bytes.</param>
    /// <exception cref="SocketException">The name is taken, or cannot be had.</exception>
    public static void Bind(SafeSocketHandle socket, string name)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var isAbstract = name[0] == '@';

        // struct sockaddr_un: the family, then the path with its closing NUL, or a NUL and the abstract name without one (unix(7)).
        var address = new byte[FamilySize + text.Length + (isAbstract ? 0 : 1)];
        BinaryPrimitives.WriteUInt16LittleEndian(address, AfUnix);
        text.CopyTo(address, FamilySize);
        if (isAbstract)
            address[FamilySize] = 0;
        if (Bind(socket, address, (uint)address.Length) != 0)
            throw Last();
    }

    /// <summary>Lets clients in.</summary>
    /// <param name="socket">A bound socket.</param>
    /// <param name="backlog">Connections that the kernel holds.</param>
    public static void Listen(SafeSocketHandle socket, int backlog)
    {
        if (ListenNative(socket, backlog) != 0)
            throw Last();
    }

    /// <summary>The file of a path itself, whatever the path comes to mean afterwards; a link is not followed. Null when there is none.</summary>
    /// <param name="path">The path.</param>
    public static SafeFileHandle? OpenPath(string path)
    {
        var noFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? NoFollowOnArm : NoFollow;
        var descriptor = Open(path, PathOnly | noFollow | Cloexec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : null;
    }

    /// <summary>Keeps a descriptor that this process was given from the programs that it starts.</summary>
    /// <param name="descriptor">Its number.</param>
    /// <returns>False when there is no such descriptor.</returns>
    public static bool TryKeepFromChildren(int descriptor) => Control(descriptor, SetDescriptorFlags, CloseOnExec) == 0;

    private static SocketException Last()
    {
        // Linux, errno(3).
        var error = Marshal.GetLastPInvokeError();
        var code = error switch
        {
            1 or 13 => SocketError.AccessDenied,
            2 or 20 => SocketError.AddressNotAvailable, // No such folder, and a file in a folder's place.
            23 or 24 => SocketError.TooManyOpenSockets,
            98 => SocketError.AddressAlreadyInUse,
            _ => SocketError.SocketError,
        };
        return new SocketException((int)code, Marshal.GetPInvokeErrorMessage(error));
    }

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(SafeHandle socket, byte[] address, uint length);

    [LibraryImport(Library, EntryPoint = "listen", SetLastError = true)]
    private static partial int ListenNative(SafeHandle socket, int backlog);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int descriptor, int command, int argument);
}
