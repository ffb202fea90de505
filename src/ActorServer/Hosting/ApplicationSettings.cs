using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Hosting;

/// <summary>Which gateway runs the application.</summary>
internal enum GatewayKind
{
    /// <summary>The one that fits the module.</summary>
    Auto,

    /// <summary>Python processes.</summary>
    Wsgi,
}

/// <summary>What decides the gateway: <c>actor-server.application.gateway</c>. The rest of the section is the gateway's to read.</summary>
/// <param name="Gateway">What was asked for.</param>
internal sealed record ApplicationSettings(GatewayKind Gateway)
{
    /// <summary>Reads and checks the key.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">It is not a gateway.</exception>
    public static ApplicationSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.application");
        var settings = new ApplicationSettings(reader.Choice<GatewayKind>("gateway"));
        reader.ThrowIfRefused();
        return settings;
    }
}
