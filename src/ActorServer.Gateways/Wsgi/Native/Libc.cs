using System.Runtime.InteropServices;

namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>The system calls for which .NET has no words. The numbers are Linux's, the same on x64 and arm64.</summary>
internal static partial class Libc
{
    public const int AfUnix = 1;
    public const int SockStream = 1;
    public const int SockSeqPacket = 5;
    public const int SockCloexec = 0x80000;
    public const int MsgTrunc = 0x20;
    public const int MsgDontWait = 0x40;
    public const int MsgNoSignal = 0x4000;
    public const int FSetFd = 2;
    public const int FSetFl = 4;
    public const int FdCloexec = 1;
    public const int FAddSeals = 1033;
    public const int SealSeal = 1;
    public const int SealShrink = 2;
    public const int SealGrow = 4;
    public const uint MfdCloexec = 1;
    public const uint MfdAllowSealing = 2;
    public const int ONonBlock = 0x800;
    public const int EfdCloexec = 0x80000;
    public const int EfdNonBlock = 0x800;
    public const short PollIn = 1;
    public const int EIntr = 4;
    public const int EAgain = 11;
    public const int EMsgSize = 90;
    public const int ENoBufs = 105;
    public const int XOk = 1;
    public const int SigKill = 9;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socketpair", SetLastError = true)]
    public static unsafe partial int SocketPair(int domain, int type, int protocol, int* pair);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(SafeHandle descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int FcntlNumber(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(nint descriptor);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    public static unsafe partial nint Send(SafeHandle descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true)]
    public static unsafe partial nint Receive(SafeHandle descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeHandle descriptor, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeHandle descriptor, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial nint EventFd(uint initial, int flags);

    /// <summary>A file that is memory and has no name in the file system (Linux 3.17, glibc 2.27).</summary>
    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MemoryFile(string name, uint flags);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(SafeHandle descriptor, nint length);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollEntry* entries, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    /// <summary>For calls that the C library has no function for.</summary>
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    public static unsafe partial nint SystemCall(nint number, nint first, void* second, nint third, nint fourth);

    [LibraryImport(Library, EntryPoint = "pthread_self")]
    public static partial nint ThreadSelf();

    [LibraryImport(Library, EntryPoint = "pthread_setschedparam")]
    public static unsafe partial int SetScheduler(nint thread, int policy, int* priority);

    [LibraryImport(Library, EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int mode);

    /// <summary>The first real-time signal that a program may use: 34 with glibc, 35 with musl.</summary>
    [LibraryImport(Library, EntryPoint = "__libc_current_sigrtmin")]
    public static partial int SigRtMin();

    /// <summary>One <c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
