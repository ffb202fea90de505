using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>Where the server listens: <c>actor-server.listener</c>.</summary>
/// <param name="Address">An IPv4 or IPv6 address, or <c>unix:</c> and a path.</param>
/// <param name="Port">The TCP port; 0 lets the system choose. Without meaning for <c>unix:</c>.</param>
/// <param name="Backlog">Connections that the kernel holds before they are accepted.</param>
/// <param name="MaxConnections">Open connections at most.</param>
public sealed record ListenerSettings(string Address, int Port, int Backlog, int MaxConnections)
{
    /// <summary>The key that names the address in messages.</summary>
    public string Key { get; init; } = "actor-server.listener.address, actor-server.listener.port";

    /// <summary>True for the address that clients of the application use: connections there count, and are accepted when the first worker is ready.</summary>
    public bool IsPublic { get; init; } = true;

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
            reader.Refuse("address", $"an IPv4 or IPv6 address, or unix: and an absolute path of at most {LongestUnixPath} bytes is allowed");
        var settings = new ListenerSettings(
            address,
            reader.Whole("port", 0, 65535),
            reader.Whole("backlog", 1),
            reader.Whole("max-connections", 1));
        reader.ThrowIfRefused();
        return settings;
    }

    /// <summary>True for <c>unix:</c> and a path that a socket can have.</summary>
    /// <param name="address">An address as written.</param>
    internal static bool IsUnix(string address) =>
        address.StartsWith(UnixPrefix, StringComparison.Ordinal)
        && Path.IsPathRooted(address[UnixPrefix.Length..])
        && System.Text.Encoding.UTF8.GetByteCount(address[UnixPrefix.Length..]) <= LongestUnixPath;

    private static bool IsAddress(string address) =>
        address.StartsWith(UnixPrefix, StringComparison.Ordinal)
            ? IsUnix(address)
            : System.Net.IPAddress.TryParse(address, out var parsed) && (address.Contains(':', StringComparison.Ordinal) || parsed.ToString() == address);
}
