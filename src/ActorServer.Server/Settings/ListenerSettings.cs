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
    /// <summary>What an address for a Unix-domain socket begins with.</summary>
    public const string UnixPrefix = "unix:";

    // sockaddr_un has 108 bytes for the path and its closing NUL.
    private const int LongestUnixPath = 107;

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

    private static bool IsAddress(string address) =>
        address.StartsWith(UnixPrefix, StringComparison.Ordinal)
            ? address.Length > UnixPrefix.Length
                && Path.IsPathRooted(address[UnixPrefix.Length..])
                && System.Text.Encoding.UTF8.GetByteCount(address[UnixPrefix.Length..]) <= LongestUnixPath
            : System.Net.IPAddress.TryParse(address, out var parsed) && (address.Contains(':', StringComparison.Ordinal) || parsed.ToString() == address);
}
