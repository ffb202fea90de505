using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Server.Settings;

namespace ActorServer.Configuration;

/// <summary>The settings of all layers, each read and checked by its own record.</summary>
/// <param name="Listener">Where the server listens.</param>
/// <param name="Connection">Limits and deadlines of a connection.</param>
/// <param name="Spool">Bodies that are too large for memory.</param>
/// <param name="Gateway">The router and its queue.</param>
/// <param name="AccessLog">One line for every answer.</param>
/// <param name="Shutdown">Stopping.</param>
internal sealed record ServerSettings(
    ListenerSettings Listener,
    ConnectionSettings Connection,
    SpoolSettings Spool,
    GatewaySettings Gateway,
    AccessLogSettings AccessLog,
    ShutdownSettings Shutdown)
{
    /// <summary>Reads all settings.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static ServerSettings From(Config config) => new(
        ListenerSettings.From(config),
        ConnectionSettings.From(config),
        SpoolSettings.From(config),
        GatewaySettings.From(config),
        AccessLogSettings.From(config),
        ShutdownSettings.From(config));

    /// <summary>All that is wrong with a configuration, over all layers.</summary>
    /// <param name="config">The merged configuration.</param>
    public static IReadOnlyList<SettingsError> ErrorsIn(Config config)
    {
        Action<Config>[] layers =
        [
            c => ListenerSettings.From(c),
            c => ConnectionSettings.From(c),
            c => SpoolSettings.From(c),
            c => GatewaySettings.From(c),
            c => AccessLogSettings.From(c),
            c => ShutdownSettings.From(c),
        ];
        return [.. layers.SelectMany(read => Errors(read, config))];
    }

    private static IReadOnlyList<SettingsError> Errors(Action<Config> read, Config config)
    {
        try
        {
            read(config);
            return [];
        }
        catch (SettingsException exception)
        {
            return exception.Errors;
        }
    }
}
