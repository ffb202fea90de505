using Akka.Configuration;
using Akka.Event;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>The server's own log: <c>akka.loglevel</c>.</summary>
/// <param name="Level">The least level that is written.</param>
internal sealed record LogSettings(LogLevel Level)
{
    /// <summary>Reads and checks the key.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">It is not a level.</exception>
    public static LogSettings From(Config config)
    {
        var reader = new SettingsReader(config, "akka");
        var level = reader.Text("loglevel").ToUpperInvariant();
        if (level is not ("" or "OFF" or "ERROR" or "WARNING" or "INFO" or "DEBUG"))
            reader.Refuse("loglevel", "off, error, warning, info or debug is allowed");
        reader.ThrowIfRefused();
        return new LogSettings(Logging.LogLevelFor(level));
    }
}
