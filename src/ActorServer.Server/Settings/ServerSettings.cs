using Akka.Configuration;
using ActorServer.Gateways;
using ActorServer.Gateways.AspNetCore;
using ActorServer.Gateways.Wsgi;
using ActorServer.Gateways.Wsgi.Processes;
using ActorServer.Server.Configuration;
using ActorServer.Server.Privileges;
using ActorServer.Server.Tls;

namespace ActorServer.Server.Settings;

/// <summary>The settings of all layers, each read and checked by its own record.</summary>
/// <param name="Listener">Where the server listens.</param>
/// <param name="Tls">TLS of the listener.</param>
/// <param name="Connection">Limits and deadlines of a connection.</param>
/// <param name="Spool">Bodies that are too large for memory.</param>
/// <param name="Gateway">The router and its queue.</param>
/// <param name="Wsgi">The application and its Python processes; null when it is not a Python one.</param>
/// <param name="AspNetCore">The ASP.NET Core application; null when it is a Python one.</param>
/// <param name="AccessLog">One line for every answer.</param>
/// <param name="Shutdown">Stopping.</param>
/// <param name="Admin">Where operators ask.</param>
/// <param name="Control">Where the commands find the server.</param>
/// <param name="Log">The server's own log.</param>
/// <param name="Process">Who the server is.</param>
internal sealed record ServerSettings(
    ListenerSettings Listener,
    TlsSettings Tls,
    ConnectionSettings Connection,
    SpoolSettings Spool,
    GatewaySettings Gateway,
    WsgiSettings? Wsgi,
    AspNetCoreSettings? AspNetCore,
    AccessLogSettings AccessLog,
    ShutdownSettings Shutdown,
    AdminSettings Admin,
    ControlSettings Control,
    LogSettings Log,
    ProcessSettings Process)
{
    /// <summary>What stands before the server, and where it has put the application.</summary>
    public ProxySettings Proxy { get; init; } = ProxySettings.None;

    /// <summary>What the application has for its end after its last request.</summary>
    public TimeSpan StopTimeout => AspNetCore?.StopTimeout ?? Wsgi?.StopTimeout ?? TimeSpan.Zero;

    /// <summary>Reads all settings.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used; see <see cref="ErrorsIn"/> for all of it.</exception>
    public static ServerSettings From(Config config)
    {
        var isAspNetCore = ApplicationSettings.From(config).Gateway == GatewayKind.AspNetCore;
        return new ServerSettings(
            ListenerSettings.From(config),
            TlsSettings.From(config),
            ConnectionSettings.From(config),
            SpoolSettings.From(config),
            GatewaySettings.From(config, MostWorkers(isAspNetCore)),
            isAspNetCore ? null : WsgiSettings.From(config),
            isAspNetCore ? AspNetCoreSettings.From(config) : null,
            AccessLogSettings.From(config),
            ShutdownSettings.From(config),
            AdminSettings.From(config),
            ControlSettings.From(config),
            LogSettings.From(config),
            ProcessSettings.From(config))
        {
            Proxy = ProxySettings.From(config),
        };
    }

    /// <summary>All that is wrong with a configuration, over all layers; each key once.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <param name="kind">The application's gateway, when the configuration is only a part of what decides it.</param>
    public static IReadOnlyList<SettingsError> ErrorsIn(Config config, GatewayKind? kind = null)
    {
        var isAspNetCore = (kind ?? ApplicationSettings.KindIn(config)) == GatewayKind.AspNetCore;
        SettingsError[] errors =
        [
            .. Errors(c => ListenerSettings.From(c), config),
            .. Errors(c => TlsSettings.From(c), config),
            .. Errors(c => ConnectionSettings.From(c), config),
            .. Errors(c => ProxySettings.From(c), config),
            .. Errors(c => SpoolSettings.From(c), config),
            .. Errors(c => GatewaySettings.From(c, MostWorkers(isAspNetCore)), config),
            .. Errors(c => ApplicationSettings.From(c), config),

            // What the other gateway alone would read must be right too; what both read is judged by the one that runs.
            .. Errors(c => WsgiSettings.From(c), config).Where(error => !isAspNetCore || error.Key.StartsWith("actor-server.wsgi.", StringComparison.Ordinal)),
            .. Errors(c => AspNetCoreSettings.From(c), config).Where(error => isAspNetCore || error.Key.StartsWith("actor-server.aspnetcore.", StringComparison.Ordinal)),
            .. Errors(AspNetCoreDefaults.Check, config),
            .. isAspNetCore ? Errors(CheckNothingOfPython, config) : [],
            .. Errors(c => AccessLogSettings.From(c), config),
            .. Errors(c => ShutdownSettings.From(c), config),
            .. Errors(c => AdminSettings.From(c), config),
            .. Errors(c => ControlSettings.From(c), config),
            .. Errors(c => LogSettings.From(c), config),
            .. Errors(c => ProcessSettings.From(c), config),
        ];

        // One key may be read by two layers; a person wants to read it once.
        return [.. errors.DistinctBy(error => error.Key)];
    }

    /// <summary>What is wrong between a configuration without errors and this machine: folders and programs that are not there.</summary>
    /// <param name="config">The merged configuration, its paths absolute.</param>
    public static IReadOnlyList<SettingsError> ErrorsOnDisk(Config config)
    {
        var settings = From(config);
        var location = settings.AspNetCore?.Location ?? settings.Wsgi?.Location ?? "";
        if (!Directory.Exists(location))
            return [new SettingsError("actor-server.application.location", location, File.Exists(location) ? "a folder is allowed, and this is a file" : $"a folder that exists is allowed, and {location} does not")];
        var log = settings.AccessLog;
        var errors = new List<SettingsError>([.. CertificateFile.ErrorsIn(settings.Tls), .. settings.Wsgi is { } wsgi ? Errors(_ => PythonInterpreter.Find(wsgi), config) : []]);
        if (log.Format != AccessLogFormat.Off && log.To != AccessLogSettings.Stdout && !Directory.Exists(Path.GetDirectoryName(log.To)))
            errors.Add(new SettingsError("actor-server.access-log.to", log.To, "a file in a folder that exists is allowed"));
        errors.AddRange(Identity.ErrorsIn(settings.Process));
        if (settings.Listener.SocketOwner is { Length: > 0 } owner && FileOwner.Find(owner) is null)
            errors.Add(new SettingsError("actor-server.listener.socket-owner", owner, FileOwner.Rule));
        return errors;
    }

    private static int MostWorkers(bool isAspNetCore) => isAspNetCore ? GatewaySettings.MostSlots : GatewaySettings.MostProcesses;

    // Said and ignored would be worse than refused: the person believes that it counts.
    private static void CheckNothingOfPython(Config config)
    {
        var wsgi = new SettingsReader(config, "actor-server.wsgi");
        if (wsgi.Text("python", mayBeEmpty: true).Length > 0)
            wsgi.Refuse("python", "an ASP.NET Core application has no interpreter: leave it out");
        if (wsgi.Switch("preload"))
            wsgi.Refuse("preload", "an ASP.NET Core application is loaded once, into the server's own process: leave it out");
        if (wsgi.Switch("clean-environment"))
            wsgi.Refuse("clean-environment", "an ASP.NET Core application runs in the server's own process and sees its environment: leave it out, and start the server with a clean one");
        wsgi.ThrowIfRefused();
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
