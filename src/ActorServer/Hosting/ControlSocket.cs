using System.Globalization;
using ActorServer.Server.Control;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging;

namespace ActorServer.Hosting;

/// <summary>Opens the control socket of a server that has its address.</summary>
internal static partial class ControlSocket
{
    /// <summary>The open socket; null when there is none. One that was asked for and cannot be had ends the run; one that is there by default is only missed.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="url">Where the server listens.</param>
    /// <param name="commands">Who does what is asked.</param>
    /// <param name="outcome">Told when the server cannot go on.</param>
    /// <param name="logger">Takes what a person should know.</param>
    public static ControlListener? Open(ServerSettings settings, string url, IControlCommands commands, Outcome outcome, ILogger logger)
    {
        var paths = ControlPath.Of(settings.Control, settings.Listener.Address, settings.Listener.Passed.Count > 0 ? settings.Listener.Port : PortOf(url), Environment.GetEnvironmentVariable);
        if (paths.Count == 0)
            return null;
        var path = paths[0];
        try
        {
            if (settings.Control.Socket.Length == 0)
                RuntimeFolder.Make(Path.GetDirectoryName(path) ?? "/");

            // One in a folder of root's own stays root's, who started the server; one that was named may lie where its user reaches it.
            var control = ControlListener.Open(path, commands, logger, settings.Control.Socket.Length > 0 ? settings.Process.OwnerOfFiles : null);
            LogOpen(logger, path);
            return control;
        }
        catch (ControlException exception)
        {
            if (settings.Control.Socket.Length > 0)
                outcome.End(ExitCode.Unable, exception.Message);
            else
                LogMissing(logger, exception.Message);
            return null;
        }
    }

    private static int PortOf(string url) =>
        url.StartsWith(ListenerSettings.UnixPrefix, StringComparison.Ordinal) ? 0 : int.Parse(url[(url.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);

    [LoggerMessage(1, LogLevel.Debug, "control socket {Path}")]
    private static partial void LogOpen(ILogger logger, string path);

    [LoggerMessage(2, LogLevel.Warning, "reload, status and stop will not find this server: {Reason}")]
    private static partial void LogMissing(ILogger logger, string reason);
}
