using System.Globalization;

namespace ActorServer.Gateways.Wsgi.Native;

/// <summary>
/// The descriptors that the server was started with beyond the standard three: a shell's pipes, the sockets of socket activation. .NET opens its own close-on-exec;
/// these are not, and a pipe or a port that an application's process holds open stays open for as long as it lives.
/// </summary>
internal static class InheritedDescriptors
{
    private const string Open = "/proc/self/fd";
    private const int LastStandard = 2;

    /// <summary>Makes all that are open now close-on-exec; does nothing where the system does not list them.</summary>
    public static void KeepFromChildren()
    {
        if (!Directory.Exists(Open))
            return;
        foreach (var path in Directory.GetFileSystemEntries(Open))
        {
            // The listing's own descriptor is closed by now: the call fails for it, and may.
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > LastStandard)
                _ = Libc.FcntlNumber(number, Libc.FSetFd, Libc.FdCloexec);
        }
    }
}
