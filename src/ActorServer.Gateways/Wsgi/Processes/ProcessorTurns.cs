using System.Runtime.InteropServices;
using ActorServer.Gateways.Wsgi.Native;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>
/// How the kernel's scheduler sees the server's threads (sched(7)). Python's side has the same in schedule.py, and the reason: with <c>SCHED_BATCH</c> who is woken waits for the end of
/// the present turn, instead of pushing a process or a thread of the server aside in the middle of a message.
/// </summary>
public static class ProcessorTurns
{
    private const int Other = 0;
    private const int Batch = 3;

    // struct sched_attr, first version: the policy is its second u32, the turn in nanoseconds the u64 at 24.
    private const int AttributesSize = 48;
    private const int PolicyAt = 4;
    private const int TurnAt = 24;

    /// <summary>
    /// Lets this thread wait for its turns, and all threads that will descend from it: called on the main thread before there are others that matter. Does nothing where the kernel has no turns
    /// of its own for a process (before Linux 6.12), since the others' would be too long to wait for, and where the process was started under another policy.
    /// </summary>
    public static unsafe void WaitForThem()
    {
        if (!OperatingSystem.IsLinux() || !IsOrdinaryWithTurns())
            return;
        // Through the C library, and not around it: it remembers the policy, and the runtime gives the remembered one to each thread that it starts.
        // A system that forbids it makes no mistake, it is only slower.
        var priority = 0;
        _ = Libc.SetScheduler(Libc.ThreadSelf(), Batch, &priority);
    }

    private static unsafe bool IsOrdinaryWithTurns()
    {
        nint getAttributes = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 315,
            Architecture.Arm64 => 275,
            _ => -1,
        };
        Span<byte> attributes = stackalloc byte[AttributesSize];
        attributes.Clear();
        fixed (byte* first = attributes)
        {
            if (getAttributes < 0 || Libc.SystemCall(getAttributes, 0, first, AttributesSize, 0) != 0)
                return false;
        }

        return MemoryMarshal.Read<int>(attributes[PolicyAt..]) == Other && MemoryMarshal.Read<ulong>(attributes[TurnAt..]) != 0;
    }
}
