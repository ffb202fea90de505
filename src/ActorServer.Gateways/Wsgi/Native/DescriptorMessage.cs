using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>A message that carries descriptors to the process at the other end of a socket, which gets its own copies (SCM_RIGHTS, <c>unix(7)</c>).</summary>
internal static class DescriptorMessage
{
    private const int MaxDescriptors = 8;

    /// <summary>Sends one message whole; never blocks. The descriptors stay open here: they are the caller's to close.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The kernel did not take it.</exception>
    public static void Send(SafeHandle socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<Descriptor> descriptors)
    {
        if (!TrySend(socket, bytes, descriptors))
            throw NativeError.Last("sendmsg");
    }

    /// <summary>As <see cref="Send"/>.</summary>
    /// <returns>False when the kernel did not take it.</returns>
    public static unsafe bool TrySend(SafeHandle socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<Descriptor> descriptors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptors.Length, MaxDescriptors);
        var length = sizeof(Libc.ControlHeader) + (descriptors.Length * sizeof(int));
        // As longs, for the alignment of the header.
        var control = stackalloc long[(sizeof(Libc.ControlHeader) + (MaxDescriptors * sizeof(int))) / sizeof(long)];
        *(Libc.ControlHeader*)control = new Libc.ControlHeader { Length = (nuint)length, Level = Libc.SolSocket, Type = Libc.ScmRights };
        var numbers = (int*)((byte*)control + sizeof(Libc.ControlHeader));
        for (var i = 0; i < descriptors.Length; i++)
            numbers[i] = descriptors[i].Number;
        fixed (byte* first = bytes)
        {
            var segment = new Libc.Segment { Start = first, Length = (nuint)bytes.Length };
            var message = new Libc.MessageHeader { Segments = &segment, SegmentCount = 1, Control = control, ControlLength = Align(length) };
            return Libc.TrySendMessage(socket, &message, bytes.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Align(int length) => (nuint)((length + sizeof(long) - 1) & -sizeof(long));
}
