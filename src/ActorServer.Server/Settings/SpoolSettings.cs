using Akka.Configuration;
using ActorServer.Gateways;

namespace ActorServer.Server.Settings;

/// <summary>Bodies that are too large for memory: <c>actor-server.spool</c>.</summary>
/// <param name="Directory">The folder in which a run of the server makes its private one; never empty.</param>
/// <param name="Quota">Bytes of everything in it together; answers get half of it at most.</param>
/// <param name="MaxResponse">Bytes of one answer that wait there for a slow client; 0 for none.</param>
public sealed record SpoolSettings(string Directory, long Quota, long MaxResponse = SpoolSettings.UsualResponse)
{
    private const long UsualResponse = 16 << 20;

    /// <summary>Reads and checks the section.</summary>
    /// <param name="config">The merged configuration.</param>
    /// <exception cref="SettingsException">Something in it cannot be used.</exception>
    public static SpoolSettings From(Config config)
    {
        var reader = new SettingsReader(config, "actor-server.spool");
        var directory = reader.Text("directory", mayBeEmpty: true);
        if (directory.Length > 0 && !System.IO.Directory.Exists(directory))
            reader.Refuse("directory", "a folder that exists is allowed, or nothing for the system's folder for temporary files");
        var settings = new SpoolSettings(
            directory.Length > 0 ? Path.GetFullPath(directory) : Path.GetTempPath(),
            reader.Size("quota", 0),
            reader.Size("max-response", 0));
        reader.ThrowIfRefused();
        return settings;
    }
}
