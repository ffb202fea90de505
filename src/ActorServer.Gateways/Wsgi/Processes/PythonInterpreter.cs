using ActorServer.Gateways.Wsgi.Native;

namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>Finds the interpreter that runs the application.</summary>
public static class PythonInterpreter
{
    private const string Key = "actor-server.wsgi.python";
    private const string DefaultName = "python3";
    private const string Needed = "the path or name of an interpreter of Python 3.9 or newer is needed";

    /// <summary>
    /// The interpreter's absolute path: what <see cref="WsgiSettings.Python"/> says; when it says nothing, <c>.venv/bin/python</c> in the application's
    /// folder or beside it; else the <c>python3</c> that PATH knows. A link is not followed: a virtual environment's interpreter is one.
    /// </summary>
    /// <param name="settings">Where the application lies and what was asked for.</param>
    /// <exception cref="SettingsException">There is no such program.</exception>
    public static string Find(WsgiSettings settings) => Find(settings, Environment.GetEnvironmentVariable("PATH") ?? "");

    internal static string Find(WsgiSettings settings, string path)
    {
        var asked = settings.Python;
        if (asked.Length == 0)
        {
            var found = FindVirtualEnvironment(settings.Location) ?? FindInPath(DefaultName, path);
            return found ?? throw NotFound(null, $"PATH has no {DefaultName} and there is no .venv beside the application; {Needed}");
        }

        if (!asked.Contains('/', StringComparison.Ordinal))
            return FindInPath(asked, path) ?? throw NotFound(asked, $"PATH has no such program; {Needed}");
        var absolute = Path.GetFullPath(asked);
        return IsProgram(absolute) ? absolute : throw NotFound(asked, $"there is no such program; {Needed}");
    }

    private static string? FindVirtualEnvironment(string location)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(location));
        string?[] candidates = [folder, Path.GetDirectoryName(folder)];
        return candidates.Where(candidate => candidate is not null)
            .Select(candidate => Path.Join(candidate, ".venv", "bin", "python"))
            .FirstOrDefault(IsProgram);
    }

    private static string? FindInPath(string name, string path) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.GetFullPath(Path.Join(folder, name)))
            .FirstOrDefault(IsProgram);

    private static bool IsProgram(string path) => File.Exists(path) && Libc.Access(path, Libc.XOk) == 0;

    private static SettingsException NotFound(string? value, string rule) => new([new SettingsError(Key, value, rule)]);
}
