using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ActorServer.Server.Connections.Transport;

/// <summary>
/// Sends two pieces of memory by one system call (<c>sendmsg(2)</c>): an answer's head and a long block, which lies elsewhere, come to the client together. .NET sends several pieces only
/// when all of them are arrays.
/// </summary>
internal static unsafe partial class GatheredSend
{
    // Linux, the same on x64 and arm64.
    private const int DontWait = 0x40;
    private const int NoSignal = 0x4000;

    private static readonly bool IsPossible = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Sends what the system has room for; never waits.</summary>
    /// <param name="socket">Connected; nobody else sends on it.</param>
    /// <param name="first">What leaves first.</param>
    /// <param name="second">What leaves behind it.</param>
    /// <returns>How many bytes of both were taken. 0 also for a failure, which the next send meets again.</returns>
    public static int Send(Socket socket, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (!IsPossible)
            return 0;
        try
        {
            fixed (byte* head = first, block = second)
            {
                Segment* segments = stackalloc Segment[] { new(head, first.Length), new(block, second.Length) };
                var message = new Message { Segments = segments, Count = 2 };
                return (int)Math.Max(SendMessage(socket.SafeHandle, &message, DontWait | NoSignal), 0);
            }
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }

    [LibraryImport("libc", EntryPoint = "sendmsg")]
    private static partial nint SendMessage(SafeHandle socket, Message* message, int flags);

    // struct iovec
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Segment(byte* start, int length)
    {
        private readonly byte* _start = start;
        private readonly nuint _length = (nuint)length;
    }

    // struct msghdr, with the C compiler's padding.
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        private readonly void* _name;
        private readonly uint _nameLength;
        public Segment* Segments;
        public nuint Count;
        private readonly void* _control;
        private readonly nuint _controlLength;
        private readonly int _flags;
    }
}
