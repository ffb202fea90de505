using System.Net.Sockets;
using ActorServer.Server.Settings;

namespace ActorServer.Server.Listener;

/// <summary>Says why an address cannot be had: the value, the cause, the keys that decide and what to do.</summary>
internal static class ListenerFailure
{
    /// <summary>True for what <see cref="BoundSocket.Listen"/> throws when the address cannot be had.</summary>
    /// <param name="exception">What it threw.</param>
    public static bool Is(Exception exception) => exception is SocketException or UnauthorizedAccessException or InvalidOperationException;

    /// <summary>One sentence.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="exception">What became of it.</param>
    public static string Describe(ListenerSettings settings, Exception exception) => exception switch
    {
        SocketException socket => Describe(settings, socket),
        UnauthorizedAccessException => $"Cannot listen on {settings.Address}: {exception.Message} (actor-server.listener.socket-mode, actor-server.listener.socket-owner).",
        _ => exception.Message,
    };

    private static string Describe(ListenerSettings settings, SocketException exception)
    {
        bool isUnix = settings.Address.StartsWith(ListenerSettings.UnixPrefix, StringComparison.Ordinal);
        string where = isUnix ? settings.Address : $"{settings.Address} port {settings.Port}";
        string keys = isUnix ? settings.Key.Split(',')[0] : settings.Key;
        string advice = exception.SocketErrorCode switch
        {
            // The kernel says the same of a missing folder as of a foreign address, and of a regular file as of a stale socket.
            SocketError.AddressNotAvailable when isUnix => "its folder does not exist: make it, or choose another",
            SocketError.ConnectionRefused when isUnix => "there is a file of another kind: remove it, or choose another",
            SocketError.AddressAlreadyInUse => "it is in use: end the program that holds it, or choose another",
            SocketError.AccessDenied => "it is not permitted: ports below 1024 need a privilege, a socket file needs a folder that may be written",
            SocketError.AddressNotAvailable => "this machine does not have the address",
            _ => exception.Message,
        };
        return $"Cannot listen on {where}: {advice} ({keys}).";
    }
}
