using System.Globalization;

namespace ActorServer.Server.Privileges;

/// <summary>
/// The files by which tools of .NET reach this process. The runtime made them as root and would remove them at the end as somebody who cannot; given to the new user they would
/// let each of the application's processes take the server over.
/// </summary>
internal static class RuntimeFiles
{
    private static readonly string[] Patterns = ["dotnet-diagnostic-{0}-*-socket", "clr-debug-pipe-{0}-*-in", "clr-debug-pipe-{0}-*-out"];

    /// <summary>Removes those of this process; what cannot be removed stays.</summary>
    public static void Remove()
    {
        foreach (var pattern in Patterns)
        {
            try
            {
                foreach (var path in Directory.EnumerateFiles(Path.GetTempPath(), string.Format(CultureInfo.InvariantCulture, pattern, Environment.ProcessId)))
                    File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Left as after a crash: a file of no use to anybody.
                continue;
            }
        }
    }
}
