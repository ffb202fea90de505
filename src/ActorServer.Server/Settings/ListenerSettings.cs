using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>Where the server listens: <c>actor-server.listener</c>.</summary>
/// <param name="Address">An IPv4 or IPv6 address, <c>unix:</c> and a path, <c>unix:@</c> and an abstract name, or <see cref="Systemd"/>.</param>
/// <param name="Port">The TCP port; 0 lets the system choose. Without meaning for <c>unix:</c>.</param>
/// <param name="Backlog">Connections that the kernel holds before they are accepted.</param>
/// <param name="MaxConnections">Open connections at most.</param>
public sealed record ListenerSettings(string Address, int Port, int Backlog, int MaxConnections)
{
    /// <summary>The key that names the address in messages.</summary>
    public string Key { get; init; } = "actor-server.listener.address, actor-server.listener.port";

    /// <summary>True for the address that clients of the application use: connections there count, and are accepted when the first worker is ready.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>The mode of the file of a <c>unix:</c> address.</summary>
    public UnixFileMode SocketMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Whom that file is given to, in the words of chown(1); empty leaves it with the server.</summary>
    public string SocketOwner { get; init; } = "";

    /// <summary>Listening sockets that were passed to this process; they stand in for the address. Empty for none.</summary>
    public IReadOnlyList<int> Passed { get; init; } = [];

    /// <summary>The address that stands for the sockets which systemd passes.</summary>
    public const string Systemd = "systemd";

    /// <summary>True when clients speak TLS.</summary>
    public bool IsSecure { get; init; }

    /// <summary>What an address for a Unix-domain socket begins with.</summary>
    public const string UnixPrefix = "unix:";

    /// <summary>Bytes of a socket's path at most: sockaddr_un has 108, with the closing NUL.</summary>
    internal const int LongestUnixPath = 107;

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static ListenerSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.listener");
        var address = reader.Text("address");
        if (address.Length > 0 && !IsAddress(address))
            reader.Refuse("address", UnixRule(address) ?? $"an IPv4 or IPv6 address, unix: and an absolute path of at most {LongestUnixPath} bytes, or {Systemd} is allowed");
        var settings = new ListenerSettings(
            address,
            reader.Whole("port", 0, 65535),
            reader.Whole("backlog", 1),
            reader.Whole("max-connections", 1))
        {
            SocketMode = OctalMode.Read(reader, "socket-mode"),
            SocketOwner = reader.Text("socket-owner", mayBeEmpty: true),
        };
        if (settings.SocketOwner.Length > 0 && !address.StartsWith(UnixPrefix + '/', StringComparison.Ordinal))
            reader.Refuse("socket-owner", "only the file of a unix: address has an owner: leave it out, or set the address to unix: and a path");
        reader.ThrowIfRefused();
        return settings;
    }

    /// <summary>True for <c>unix:</c> and a path or an abstract name that a socket can have.</summary>
    /// <param name="address">An address as written.</param>
    internal static bool IsUnix(string address) => address.StartsWith(UnixPrefix, StringComparison.Ordinal) && UnixRule(address) is null;

    // What is wrong with the rest of a unix: address; null also for other addresses.
    private static string? UnixRule(string address)
    {
        if (!address.StartsWith(UnixPrefix, StringComparison.Ordinal))
            return null;
        var path = address[UnixPrefix.Length..];
        var length = System.Text.Encoding.UTF8.GetByteCount(path);
        return path switch
        {
            _ when length > LongestUnixPath => $"a socket's path has at most {LongestUnixPath} bytes, and this one has {length} (unix(7))",
            ['/', _, ..] or ['@', _, ..] => null,
            _ => "behind unix: an absolute path is allowed, as in unix:/run/app.sock, or an abstract name, as in unix:@app",
        };
    }

    private static bool IsAddress(string address) =>
        address.StartsWith(UnixPrefix, StringComparison.Ordinal)
            ? IsUnix(address)
            : address == Systemd || (System.Net.IPAddress.TryParse(address, out var parsed) && (address.Contains(':', StringComparison.Ordinal) || parsed.ToString() == address));
}
