using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorServer.Server.Control;
using ActorServer.Server.Privileges;

namespace ActorServer.Server.Listener;

/// <summary>The file of a listening unix socket: how it comes to its mode and owner, and that it goes with its server and no other's goes in its place.</summary>
internal sealed class SocketFile
{
    private readonly string _path;
    private readonly (ulong Device, ulong Number)? _identity;

    private SocketFile(string path, (ulong Device, ulong Number)? identity) => (_path, _identity) = (path, identity);

    /// <summary>Makes room for a new socket: removes one that a dead server has left.</summary>
    /// <param name="path">Where the socket will be.</param>
    /// <exception cref="SocketException">A server answers there, or there is a file of another kind.</exception>
    public static void RemoveStale(string path)
    {
        // A socket file outlives its server. One that nobody answers on is stale; one that answers is taken; anything else is not ours to delete.
        if (LibcControl.OwnerOf(path) is not var (_, mode))
            return;
        if ((mode & LibcControl.KindMask) != LibcControl.SocketFile)
            throw new SocketException((int)SocketError.ConnectionRefused);
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            // Its backlog is full: it is busy, and not dead.
            throw new SocketException((int)SocketError.AddressAlreadyInUse);
        }

        throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    /// <summary>Gives the file of a socket that was just bound, and on which nobody is let in yet, its mode and owner.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="mode">The mode, whatever the process's mask.</param>
    /// <param name="owner">The owner; null leaves it.</param>
    /// <exception cref="UnauthorizedAccessException">The system refuses, in a sentence without the key.</exception>
    public static SocketFile Finish(string path, UnixFileMode mode, FileOwner? owner)
    {
        // By a handle of the file itself: who may write to the folder could put a link in its place meanwhile, and have another file changed by root.
        using var file = LibcSocket.OpenPath(path);
        if (file is null && OperatingSystem.IsLinux())
            throw new UnauthorizedAccessException($"it cannot be looked at: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        var self = file is null ? path : string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}");
        if (file is not null && (LibcControl.KindOf(file) is not { } kind || kind != LibcControl.SocketFile))
            throw new UnauthorizedAccessException("something else was put in its place");
        if (owner is { } given && !given.TryGive(self))
            throw new UnauthorizedAccessException($"it cannot be given to its owner: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}; root gives files to anybody, others only to groups of their own");
        File.SetUnixFileMode(self, mode);
        return new SocketFile(path, LibcControl.IdentityOf(path));
    }

    /// <summary>Removes the file if it is still this one. Called while the socket is open: until then no other file gets its number.</summary>
    public void Remove()
    {
        if (_identity is null || LibcControl.IdentityOf(_path) != _identity)
            return;
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder was root's, who this process is no more. The next server takes the file for what it is: stale.
            return;
        }
    }
}
