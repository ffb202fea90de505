using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>An open file descriptor of this process, closed exactly once.</summary>
internal sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    public Descriptor(nint number)
        : base(ownsHandle: true) => SetHandle(number);

    /// <summary>The number, for a child's command line; valid while the handle is open.</summary>
    public int Number => (int)handle;

    /// <summary>Gives the number away: the caller closes it.</summary>
    public nint Detach()
    {
        var number = handle;
        SetHandleAsInvalid();
        return number;
    }

    /// <summary>Decides whether a program that this process starts gets the descriptor too.</summary>
    public void SetInheritable(bool isInheritable)
    {
        if (Libc.Fcntl(this, Libc.FSetFd, isInheritable ? 0 : Libc.FdCloexec) != 0)
            throw NativeError.Last("fcntl");
    }

    protected override bool ReleaseHandle() => Libc.Close(handle) == 0;
}
