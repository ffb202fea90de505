using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>Stopping: <c>actor-server.shutdown</c>.</summary>
/// <param name="DrainTimeout">How long requests under way may take to finish; zero resets them at once.</param>
public sealed record ShutdownSettings(TimeSpan DrainTimeout)
{
    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static ShutdownSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.shutdown");
        var settings = new ShutdownSettings(reader.Duration("drain-timeout", TimeSpan.Zero));
        reader.ThrowIfRefused();
        return settings;
    }
}
