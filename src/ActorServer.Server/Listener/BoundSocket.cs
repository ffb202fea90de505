using System.Net;
using System.Net.Sockets;
using ActorServer.Server.Settings;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.Listener;

/// <summary>The listening socket of one address; owned by the listener actor.</summary>
internal sealed class BoundSocket : IDisposable
{
    private readonly string? _unixPath;

    private BoundSocket(Socket socket, string url, string? unixPath)
    {
        Socket = socket;
        Url = url;
        _unixPath = unixPath;
    }

    public Socket Socket { get; }

    /// <summary>What a client would type, with the port that the system chose when 0 was asked for.</summary>
    public string Url { get; }

    /// <summary>Binds and listens.</summary>
    /// <exception cref="SocketException">The address is taken, foreign or forbidden.</exception>
    public static BoundSocket Listen(ListenerSettings settings) =>
        settings.Address.StartsWith(ListenerSettings.UnixPrefix, StringComparison.Ordinal)
            ? ListenUnix(settings.Address[ListenerSettings.UnixPrefix.Length..], settings.Backlog)
            : ListenIp(IPAddress.Parse(settings.Address), settings.Port, settings.Backlog);

    public void Dispose()
    {
        Socket.Dispose();
        if (_unixPath is not null)
        {
            File.Delete(_unixPath);
        }
    }

    private static BoundSocket ListenIp(IPAddress address, int port, int backlog)
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
            return new BoundSocket(socket, $"http://{socket.LocalEndPoint}", unixPath: null);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Binds and listens on a path, replacing a socket that a dead server has left.</summary>
    /// <param name="path">The path.</param>
    /// <param name="backlog">Connections that the kernel holds.</param>
    /// <param name="mode">The socket's mode; null leaves it to the process's mask.</param>
    /// <exception cref="SocketException">The path is taken, or cannot be had.</exception>
    public static BoundSocket ListenUnix(string path, int backlog, UnixFileMode? mode = null)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            RemoveStale(path);
            if (mode is { } narrowed && OperatingSystem.IsLinux())
            {
                // Before the path exists: on Linux it is made with the socket's own mode, so that nobody gets in between.
                using var handle = new SafeFileHandle(socket.Handle, ownsHandle: false);
                File.SetUnixFileMode(handle, narrowed);
            }

            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (mode is { } final)
            {
                File.SetUnixFileMode(path, final);
            }

            socket.Listen(backlog);
            return new BoundSocket(socket, ListenerSettings.UnixPrefix + path, path);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // A socket file outlives its server. One that nobody answers on is stale; one that answers is taken; anything else is not ours to delete.
    private static void RemoveStale(string path)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            File.Delete(path);
            return;
        }

        throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    // A regular file refuses a connection with the same error as a stale socket does, but only a socket cannot be opened.
    private static bool IsSocket(string path)
    {
        try
        {
            File.OpenHandle(path).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
