using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Gateways.Wsgi;
using ActorServer.Gateways.Wsgi.Processes;
using ActorServer.Hosting;
using ActorServer.Server.Settings;

namespace ActorServer.Configuration;

/// <summary>The settings of all layers, each read and checked by its own record.</summary>
/// <param name="Listener">Where the server listens.</param>
/// <param name="Connection">Limits and deadlines of a connection.</param>
/// <param name="Spool">Bodies that are too large for memory.</param>
/// <param name="Gateway">The router and its queue.</param>
/// <param name="Application">Which gateway runs the application.</param>
/// <param name="Wsgi">The application and its Python processes.</param>
/// <param name="AccessLog">One line for every answer.</param>
/// <param name="Shutdown">Stopping.</param>
/// <param name="Log">The server's own log.</param>
internal sealed record ServerSettings(
    ListenerSettings Listener,
    ConnectionSettings Connection,
    SpoolSettings Spool,
    GatewaySettings Gateway,
    ApplicationSettings Application,
    WsgiSettings Wsgi,
    AccessLogSettings AccessLog,
    ShutdownSettings Shutdown,
    LogSettings Log)
{
    /// <summary>Reads all settings.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used; see <see cref="ErrorsIn"/> for all of it.</exception>
    public static ServerSettings From(Config config) => new(
        ListenerSettings.From(config),
        ConnectionSettings.From(config),
        SpoolSettings.From(config),
        GatewaySettings.From(config),
        ApplicationSettings.From(config),
        WsgiSettings.From(config),
        AccessLogSettings.From(config),
        ShutdownSettings.From(config),
        LogSettings.From(config));

    /// <summary>All that is wrong with a configuration, over all layers; each key once.</summary>
    /// <param name="config">The merged configuration.</param>
    public static IReadOnlyList<SettingsError> ErrorsIn(Config config)
    {
        Action<Config>[] layers =
        [
            c => ListenerSettings.From(c),
            c => ConnectionSettings.From(c),
            c => SpoolSettings.From(c),
            c => GatewaySettings.From(c),
            c => ApplicationSettings.From(c),
            c => WsgiSettings.From(c),
            c => AccessLogSettings.From(c),
            c => ShutdownSettings.From(c),
            c => LogSettings.From(c),
        ];

        // One key may be read by two layers; a person wants to read it once.
        return [.. layers.SelectMany(read => Errors(read, config)).DistinctBy(error => error.Key)];
    }

    /// <summary>What is wrong between a configuration without errors and this machine: folders and programs that are not there.</summary>
    /// <param name="config">The merged configuration, its paths absolute.</param>
    public static IReadOnlyList<SettingsError> ErrorsOnDisk(Config config)
    {
        var settings = From(config);
        if (!Directory.Exists(settings.Wsgi.Location))
            return [new SettingsError("actor-server.application.location", settings.Wsgi.Location, $"a folder that exists is allowed, and {settings.Wsgi.Location} does not")];
        var log = settings.AccessLog;
        var errors = new List<SettingsError>(Errors(c => PythonInterpreter.Find(WsgiSettings.From(c)), config));
        if (log.Format != AccessLogFormat.Off && log.To != AccessLogSettings.Stdout && !Directory.Exists(Path.GetDirectoryName(log.To)))
            errors.Add(new SettingsError("actor-server.access-log.to", log.To, "a file in a folder that exists is allowed"));
        return errors;
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
