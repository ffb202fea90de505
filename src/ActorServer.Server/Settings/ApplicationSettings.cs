using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Gateways.AspNetCore;

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
        var location = reader.Text("location");
        reader.ThrowIfRefused();
        return new ApplicationSettings(asked != GatewayKind.Auto ? asked : IsAssembly(location, module) ? GatewayKind.AspNetCore : GatewayKind.Wsgi);
    }

    /// <summary>True when the folder has a Python module of the name, as a file or as a package.</summary>
    /// <param name="location">The application's folder.</param>
    /// <param name="module">A dotted name.</param>
    public static bool IsPython(string location, string module)
    {
        var path = Path.Combine(location, module.Replace('.', '/'));
        return File.Exists(path + ".py") || File.Exists(Path.Combine(path, "__init__.py"));
    }

    // A .NET program's folder without an assembly of the name is a mistake that the .NET side can explain; Python would speak of a missing module.
    private static bool IsAssembly(string location, string module) =>
        File.Exists(Path.Combine(location, module + ".dll")) || (ProgramFolder.Is(location) && !IsPython(location, module));

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
