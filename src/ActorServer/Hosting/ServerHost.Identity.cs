using ActorServer.Server.Control;
using ActorServer.Server.Hosting;
using ActorServer.Server.Privileges;
using ActorServer.Server.Settings;
using ActorServer.Server.Systemd;
using Microsoft.Extensions.Logging;

namespace ActorServer.Hosting;

/// <content>
/// Who the server is. Order, from root: addresses, access log and control socket are opened; then the process becomes its user; then comes all that runs code of an application.
/// </content>
internal sealed partial class ServerHost
{
    private readonly ServiceManager? _manager;
    private ControlListener? _control;

    private static void Forget(string variable) => Environment.SetEnvironmentVariable(variable, null);

    private static ServerSettings With(PassedSockets passed, ServerSettings settings) =>
        settings with { Listener = settings.Listener with { Passed = passed.Listener }, Admin = settings.Admin.With(passed.Admin) };

    private string? CannotBecome() => Identity.Of(_settings.Process)?.Obstacle();

    // Before the first file is made.
    private void SetMask()
    {
        if (_settings.Process.Mask is { } mask)
            _ = LibcAccounts.SetMask((uint)mask);
    }

    private void ReportIdentity(ILogger logger)
    {
        if (_settings.Listener.Passed.Count > 0)
            LogPassed(logger, _settings.Listener.Passed.Count);
        if (_settings.Process.User.Length == 0 && LibcAccounts.EffectiveUser() == 0)
            LogRoot(logger);
    }

    // When the addresses are bound, and before anything of the application runs.
    private ApplicationHost MakeHost(string url, ILoggerFactory loggers, StopSignals signals)
    {
        var logger = loggers.CreateLogger(Name);
        if (_registry is { } registry && _tree is { } tree)
            _control = ControlSocket.Open(_settings, url, new ControlCommands(registry, tree.Status, tree.Certificates, _settings.Wsgi is not null, signals, _settings.Shutdown.DrainTimeout), _outcome, logger);
        if (Identity.Of(_settings.Process) is { } identity)
            Become(identity, logger);
        return ApplicationHost.Of(_settings, url, loggers);
    }

    private void Become(Identity identity, ILogger logger)
    {
        PrivilegeDrop.Apply(identity);
        if (identity.User is not null)
            LogBecame(logger, identity.Owner);
        (string, string)[] needed =
        [
            (_settings.AspNetCore?.Location ?? _settings.Wsgi?.Location ?? "/", "the application's folder"),
            (AppContext.BaseDirectory, "the server's own folder"),
            (Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "/", "the folder of .NET"),
        ];
        if (PrivilegeDrop.Unreadable(identity, needed) is { } unreadable)
            throw new PrivilegeException(unreadable);
        foreach (var file in _settings.Tls.Files.Where(file => LibcAccounts.Access(file, LibcAccounts.Read) != 0))
            LogUnreadable(logger, file, identity.Owner);
    }

    [LoggerMessage(5, LogLevel.Warning, "runs as root, and so does the application: whoever breaks into it has the whole machine. Name a user for it (user: in app.yaml), or start as one")]
    private static partial void LogRoot(ILogger logger);

    [LoggerMessage(6, LogLevel.Information, "runs as {Owner} from here on")]
    private static partial void LogBecame(ILogger logger, string owner);

    [LoggerMessage(8, LogLevel.Warning, "{File} was read as root, and {Owner} cannot read it: a reload will keep the certificate that is in force (actor-server.process.user)")]
    private static partial void LogUnreadable(ILogger logger, string file, string owner);

    [LoggerMessage(7, LogLevel.Information, "systemd has passed {Count} listening socket(s): they stand in for address and port")]
    private static partial void LogPassed(ILogger logger, int count);
}
