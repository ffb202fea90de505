using System.Reflection;
using System.Text.Json;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// What a program finds out about itself by asking its process: the entry assembly, the base folder, the working directory, variables, runtime switches. While an
/// application is loaded all of it is the application's; afterwards it is again what it was, variables and switches excepted.
/// </summary>
internal sealed class ProcessIdentity : IDisposable
{
    // AppContext.BaseDirectory looks here first. Frameworks look for an application's manifests there.
    private const string BaseDirectory = "APP_CONTEXT_BASE_DIRECTORY";

    private readonly Assembly? _entryAssembly = Assembly.GetEntryAssembly();
    private readonly object? _baseDirectory = AppContext.GetData(BaseDirectory);
    private readonly string _workingDirectory = Environment.CurrentDirectory;

    private ProcessIdentity()
    {
    }

    /// <summary>Makes the process the application's.</summary>
    /// <param name="assembly">The application's assembly.</param>
    /// <param name="settings">Folder and variables.</param>
    public static ProcessIdentity Assume(Assembly assembly, AspNetCoreSettings settings)
    {
        var before = new ProcessIdentity();
        foreach (var (name, value) in settings.Environment)
            Environment.SetEnvironmentVariable(name, value);
        SetSwitches(Path.ChangeExtension(assembly.Location, ".runtimeconfig.json"));
        Assembly.SetEntryAssembly(assembly);
        AppContext.SetData(BaseDirectory, Path.GetDirectoryName(assembly.Location) + "/");

        // The content root, where an application looks for appsettings.json and wwwroot.
        Environment.CurrentDirectory = Path.GetFullPath(settings.Location);
        return before;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Assembly.SetEntryAssembly(_entryAssembly);
        AppContext.SetData(BaseDirectory, _baseDirectory);
        Environment.CurrentDirectory = _workingDirectory;
    }

    // What the project file says for the runtime (<RuntimeHostConfigurationOption>) reaches a program by this file; what the server has set stays.
    private static void SetSwitches(string file)
    {
        if (!File.Exists(file))
            return;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (!json.RootElement.TryGetProperty("runtimeOptions", out var options) || !options.TryGetProperty("configProperties", out var properties))
                return;
            foreach (var property in properties.EnumerateObject().Where(property => AppContext.GetData(property.Name) is null))
                AppContext.SetData(property.Name, property.Value.ToString());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ApplicationBootException($"{file} cannot be read: {exception.Message}");
        }
    }
}
