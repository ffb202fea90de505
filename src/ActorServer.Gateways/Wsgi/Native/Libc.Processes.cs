using System.Runtime.InteropServices;

namespace ActorServer.Gateways.Wsgi.Native;

/// <content>Descriptors sent to another process, pipes, and handles of processes. Layouts and numbers are those of 64-bit Linux, the same on x64 and arm64.</content>
internal static partial class Libc
{
    public const int SolSocket = 1;
    public const int ScmRights = 1;
    public const int OCloexec = 0x80000;
    public const int ENoSys = 38;

    // No wrappers: glibc has them since 2.36 only.
    private const long PidFdSendSignalNumber = 424;
    private const long PidFdOpenNumber = 434;

    /// <summary>A handle of a process: unlike its number it never comes to mean another one.</summary>
    public static nint PidFdOpen(int pid) => SystemCall(PidFdOpenNumber, pid, 0, 0, 0);

    public static bool PidFdSendSignal(SafeHandle process, int signal)
    {
        var isReferenced = false;
        try
        {
            process.DangerousAddRef(ref isReferenced);
            return SystemCall(PidFdSendSignalNumber, process.DangerousGetHandle(), signal, 0, 0) == 0;
        }
        finally
        {
            if (isReferenced)
                process.DangerousRelease();
        }
    }

    [LibraryImport(Library, EntryPoint = "sendmsg", SetLastError = true)]
    private static unsafe partial nint SendMessage(SafeHandle descriptor, MessageHeader* message, int flags);

    /// <summary>Sends one message whole; never blocks.</summary>
    /// <returns>False when the kernel did not take it.</returns>
    public static unsafe bool TrySendMessage(SafeHandle descriptor, MessageHeader* message, int length)
    {
        nint sent;
        do
            sent = SendMessage(descriptor, message, MsgDontWait | MsgNoSignal);
        while (sent < 0 && Marshal.GetLastPInvokeError() == EIntr);
        return sent == length;
    }

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static unsafe partial int Pipe(int* pair, int flags);

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(long number, nint first, nint second, nint third, nint fourth);

    /// <summary>One <c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct Segment
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary>One <c>struct msghdr</c>; the padding is that of the C compiler.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Segment* Segments;
        public nuint SegmentCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>One <c>struct cmsghdr</c>; its data follows at once.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ControlHeader
    {
        public nuint Length;
        public int Level;
        public int Type;
    }
}
