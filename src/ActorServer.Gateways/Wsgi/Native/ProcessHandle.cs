using System.Runtime.InteropServices;

namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>One process, whoever its parent is: signals through it never reach another process that was given the same number (<c>pidfd_open(2)</c>).</summary>
internal sealed class ProcessHandle : IDisposable
{
    private readonly Descriptor _descriptor;

    private ProcessHandle(Descriptor descriptor) => _descriptor = descriptor;

    /// <summary>Why there are no such handles on this system, or null when there are.</summary>
    public static string? Obstacle()
    {
        if (!OperatingSystem.IsLinux())
            return "it needs Linux";
        try
        {
            Open(Environment.ProcessId).Dispose();
            return null;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            return error.NativeErrorCode == Libc.ENoSys ? "it needs pidfd_open, which Linux has since 5.3" : error.Message;
        }
    }

    /// <summary>Opens the process that has the number now.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is none, or no descriptor is left.</exception>
    public static ProcessHandle Open(int pid)
    {
        var descriptor = Libc.PidFdOpen(pid);
        return descriptor >= 0 ? new ProcessHandle(new Descriptor(descriptor)) : throw NativeError.Last("pidfd_open");
    }

    /// <summary>Sends a signal; nothing happens when the process has ended.</summary>
    public void Signal(int signal)
    {
        if (!_descriptor.IsClosed)
            _ = Libc.PidFdSendSignal(_descriptor, signal);
    }

    /// <summary>True when the process has ended, also while nobody has waited for it.</summary>
    public unsafe bool HasEnded()
    {
        if (_descriptor.IsClosed)
            return true;
        var entry = new Libc.PollEntry { Descriptor = _descriptor.Number, Events = Libc.PollIn };
        int ready;
        do
            ready = Libc.Poll(&entry, 1, 0);
        while (ready < 0 && Marshal.GetLastPInvokeError() == Libc.EIntr);
        return ready > 0;
    }

    public void Dispose() => _descriptor.Dispose();
}
