using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>What decides the gateway: <c>actor-server.application.gateway</c>. The rest of the section is the gateway's to read.</summary>
/// <param name="Gateway">The gateway; never auto.</param>
internal sealed record ApplicationSettings(GatewayKind Gateway)
{
    /// <summary>Reads and checks the keys that decide.</summary>
    /// <param name="config">The merged configuration, its paths absolute.</param>
    /// <exception cref="SettingsException">It is not a gateway.</exception>
    public static ApplicationSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.application");
        var asked = reader.Choice<GatewayKind>("gateway");
        var module = reader.Text("module");
        if (module.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            reader.Refuse("module", "the name of the assembly without .dll is allowed");
        var assembly = Path.Combine(reader.Text("location"), module + ".dll");
        reader.ThrowIfRefused();
        return new ApplicationSettings(asked != GatewayKind.Auto ? asked : File.Exists(assembly) ? GatewayKind.AspNetCore : GatewayKind.Wsgi);
    }

    /// <summary>The gateway, also of a configuration with errors.</summary>
    /// <param name="config">The merged configuration, its paths absolute.</param>
    public static GatewayKind KindIn(Config config)
    {
        try
        {
            return From(config).Gateway;
        }
        catch (SettingsException)
        {
            return GatewayKind.Wsgi;
        }
    }
}
