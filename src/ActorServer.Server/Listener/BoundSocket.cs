using System.Net;
using System.Net.Sockets;
using ActorServer.Server.Privileges;
using ActorServer.Server.Settings;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.Listener;

/// <summary>A listening socket; owned by the listener actor.</summary>
internal sealed class BoundSocket : IDisposable
{
    private readonly SocketFile? _file;

    private BoundSocket(Socket socket, string url, SocketFile? file = null)
    {
        Socket = socket;
        Url = url;
        _file = file;
    }

    public Socket Socket { get; }

    /// <summary>What a client would type, with the port that the system chose when 0 was asked for.</summary>
    public string Url { get; }

    /// <summary>Binds and listens, or takes the sockets that were passed; never none.</summary>
    /// <exception cref="SocketException">The address is taken, foreign or forbidden.</exception>
    /// <exception cref="UnauthorizedAccessException">The file of a unix socket cannot have its mode or owner.</exception>
    /// <exception cref="InvalidOperationException">What was passed is no listening socket, or nothing was: the message is a sentence.</exception>
    public static IReadOnlyList<BoundSocket> Listen(ListenerSettings settings)
    {
        if (settings.Passed.Count > 0)
            return [.. settings.Passed.Select(descriptor => Adopt(descriptor, settings.IsSecure))];
        if (settings.Address == ListenerSettings.Systemd)
            throw new InvalidOperationException($"Address {ListenerSettings.Systemd} stands for sockets that systemd passes, and there are none (LISTEN_FDS and LISTEN_PID, sd_listen_fds(3)): start the server by its socket unit, or name an address ({settings.Key}).");
        if (!settings.Address.StartsWith(ListenerSettings.UnixPrefix, StringComparison.Ordinal))
            return [ListenIp(IPAddress.Parse(settings.Address), settings.Port, settings.Backlog, settings.IsSecure)];
        var owner = settings.SocketOwner.Length > 0 ? FileOwner.Find(settings.SocketOwner) : null;
        return [ListenUnix(settings.Address[ListenerSettings.UnixPrefix.Length..], settings.Backlog, settings.SocketMode, owner)];
    }

    /// <summary>Gives up the address. What the system passed stays open in the service manager, which goes on taking connections.</summary>
    public void Dispose()
    {
        _file?.Remove();
        Socket.Dispose();
    }

    private static BoundSocket ListenIp(IPAddress address, int port, int backlog, bool isSecure)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
            {
                // `::` means every address of the machine, the IPv4 ones too.
                socket.DualMode = true;
            }

            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(backlog);
            return new BoundSocket(socket, UrlOf(socket, isSecure));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Binds and listens on a path, replacing a socket that a dead server has left, or on an abstract name.</summary>
    /// <param name="name">The path, or <c>@</c> and the name.</param>
    /// <param name="backlog">Connections that the kernel holds.</param>
    /// <param name="mode">The mode of the path's file, whatever the process's mask.</param>
    /// <param name="owner">Whom the file is given to; null leaves it.</param>
    /// <exception cref="SocketException">The path is taken, or cannot be had.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot have its mode or owner.</exception>
    public static BoundSocket ListenUnix(string name, int backlog, UnixFileMode mode, FileOwner? owner = null)
    {
        var isAbstract = name[0] == '@';
        if (!isAbstract)
            SocketFile.RemoveStale(name);
        var handle = LibcSocket.Create();
        SocketFile? file = null;
        try
        {
            if (!isAbstract && OperatingSystem.IsLinux())
            {
                // Before the path exists: on Linux it is made with the socket's own mode, so that nobody finds it with more.
                using var self = new SafeFileHandle(handle.DangerousGetHandle(), ownsHandle: false);
                File.SetUnixFileMode(self, mode);
            }

            LibcSocket.Bind(handle, name);
            file = isAbstract ? null : SocketFile.Finish(name, mode, owner);
            LibcSocket.Listen(handle, backlog);
            return new BoundSocket(new Socket(handle), ListenerSettings.UnixPrefix + name, file);
        }
        catch
        {
            file?.Remove();
            handle.Dispose();
            throw;
        }
    }

    private static BoundSocket Adopt(int descriptor, bool isSecure)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
            if (socket.SocketType == SocketType.Stream && socket.LocalEndPoint is not null && (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection)! != 0) // This option is a number.
                return new BoundSocket(socket, UrlOf(socket, isSecure));
        }
        catch (SocketException)
        {
            // It is no socket at all: the same to a person.
        }

        socket?.Dispose();
        throw new InvalidOperationException($"Descriptor {descriptor}, passed by systemd, is not a listening stream socket: the socket unit needs ListenStream= and Accept=no (LISTEN_FDS, systemd.socket(5)).");
    }

    private static string UrlOf(Socket socket, bool isSecure) =>
        socket.LocalEndPoint is UnixDomainSocketEndPoint unix ? $"{ListenerSettings.UnixPrefix}{unix}" : $"{(isSecure ? "https" : "http")}://{socket.LocalEndPoint}";
}
