using ActorServer.Tests.EndToEnd;

namespace ActorServer.Tests.Layout;

/// <summary>The files of the repository, as git would list them: without what builds and tools leave behind.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "artifacts-akka", "bin", "obj", "__pycache__", "node_modules"];

    /// <summary>The folder of ActorServer.sln.</summary>
    public static string Root => ServerProcess.Root;

    /// <summary>Paths relative to the root, with slashes.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Walk(Path.Combine(Root, folder))
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));

    /// <summary>The text of a file.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(child => !Path.GetFileName(child).StartsWith('.') && !Skipped.Contains(Path.GetFileName(child)))
            .SelectMany(Walk));
}
