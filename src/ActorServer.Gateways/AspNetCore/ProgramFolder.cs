namespace ActorServer.Gateways.AspNetCore;

/// <summary>What a folder tells about the .NET program in it, for a person who has named the wrong one: most often that of the project instead of the build's output.</summary>
public static class ProgramFolder
{
    private const string RuntimeConfig = ".runtimeconfig.json";
    private const string Otherwise = "Build or publish the application, and name its output folder with app-loc.";
    private static readonly string[] Marks = ["*.csproj", "*.fsproj", "*.vbproj", "*" + RuntimeConfig, "*.staticwebassets.endpoints.json"];
    private static readonly EnumerationOptions Below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 4, IgnoreInaccessible = true };

    /// <summary>True for the folder of a project, and for one that a program was built or published into.</summary>
    /// <param name="folder">A folder; need not exist.</param>
    public static bool Is(string folder) => Directory.Exists(folder) && Marks.Any(mark => Directory.EnumerateFiles(folder, mark).Any());

    /// <summary>What to do when the folder has no assembly of this name.</summary>
    /// <param name="folder">A folder; need not exist.</param>
    /// <param name="module">The name, without <c>.dll</c>.</param>
    /// <returns>A sentence.</returns>
    public static string Hint(string folder, string module)
    {
        if (!Directory.Exists(folder))
            return Otherwise;
        if (File.Exists(Path.Combine(folder, module)))
            return $"{module} is published as one file (PublishSingleFile, PublishAot), which cannot be loaded: publish it without that.";
        if (BuiltBelow(folder, module) is { } built)
            return $"There is one in {Path.GetDirectoryName(built)}: name that folder with app-loc.";
        var programs = Names(folder, "*" + RuntimeConfig, RuntimeConfig);
        if (Nearest.To(module, [.. programs, .. Names(folder, "*.dll", ".dll")]) is { } nearest)
            return $"Did you mean {nearest}?";
        if (programs.Length > 0)
            return $"The program in it is {string.Join(" or ", programs)}.";
        if (BuiltBelow(folder, "*") is { } other)
            return $"There is {Path.GetFileName(other)} in {Path.GetDirectoryName(other)}: name that folder with app-loc, and {Path.GetFileNameWithoutExtension(other)} with app-module.";
        return Is(folder) ? "It is the folder of a project: build it (dotnet build), and name the folder that the build reports with app-loc." : Otherwise;
    }

    // Several configurations may have been built: the newest is the one that the person thinks of.
    private static string? BuiltBelow(string folder, string module)
    {
        var bin = Path.Combine(folder, "bin");
        return !Directory.Exists(bin) || module.Contains('/', StringComparison.Ordinal)
            ? null
            : Directory.EnumerateFiles(bin, module + RuntimeConfig, Below)
                .Select(file => file[..^RuntimeConfig.Length] + ".dll")
                .Where(File.Exists)
                .MaxBy(File.GetLastWriteTimeUtc);
    }

    private static string[] Names(string folder, string pattern, string extension) =>
        [.. Directory.EnumerateFiles(folder, pattern).Select(file => Path.GetFileName(file)[..^extension.Length]).Order(StringComparer.Ordinal)];
}
