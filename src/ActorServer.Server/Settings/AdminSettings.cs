using System.Net;
using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>Where operators and their probes ask: <c>actor-server.admin</c>.</summary>
/// <param name="Listener">Where the admin listener listens; null for none.</param>
public sealed record AdminSettings(ListenerSettings? Listener)
{
    private const string Section = "actor-server.admin";

    // Probes and a scraper are a handful; more is a mistake that must not take the server's descriptors.
    internal const int MaxConnections = 100;

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static AdminSettings From(Config config)
    {
        var reader = new SettingsReader(config, Section);
        var address = reader.Text("address", mayBeEmpty: true);
        var listener = address.Length == 0 ? null : Parse(address);
        if (address.Length > 0 && listener is null)
            reader.Refuse("address", $"an IP address with its port, such as 127.0.0.1:9990 or [::1]:9990, or unix: and an absolute path of at most {ListenerSettings.LongestUnixPath} bytes is allowed; nothing for no admin listener");
        reader.ThrowIfRefused();
        return new AdminSettings(listener);
    }

    /// <summary>The settings with sockets that were passed to this process in the place of an address.</summary>
    /// <param name="descriptors">The sockets; none leaves the settings as they are.</param>
    internal AdminSettings With(IReadOnlyList<int> descriptors) =>
        descriptors.Count == 0 ? this : new AdminSettings((Listener ?? Of(ListenerSettings.Systemd, 0)) with { Passed = descriptors });

    private static ListenerSettings? Parse(string address)
    {
        if (ListenerSettings.IsUnix(address))
            return Of(address, 0);

        // A bare address would parse with port 0, and 127.1 as 127.0.0.1: nobody who writes it means that.
        return IPEndPoint.TryParse(address, out var end) && end.ToString() == address ? Of(end.Address.ToString(), end.Port) : null;
    }

    private static ListenerSettings Of(string address, int port) =>
        new(address, port, Backlog: MaxConnections, MaxConnections) { Key = Section + ".address", IsPublic = false };
}
