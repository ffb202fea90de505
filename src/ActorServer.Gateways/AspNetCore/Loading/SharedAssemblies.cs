using Microsoft.AspNetCore.Hosting.Server;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// Which assemblies an application shares with the server: exactly those of the two shared frameworks, Microsoft.NETCore.App and Microsoft.AspNetCore.App.
/// They have to be the same ones, since the types by which server and application speak to each other are theirs; everything else an application brings itself.
/// </summary>
internal static class SharedAssemblies
{
    private static readonly HashSet<string> Shared = [.. NamesIn(typeof(object)), .. NamesIn(typeof(IServer))];
    private static readonly HashSet<string> Trusted = [.. TrustedNames()];

    /// <summary>True for an assembly of the two shared frameworks.</summary>
    /// <param name="name">A simple name.</param>
    public static bool Contains(string name) => Shared.Contains(name);

    /// <summary>True for an assembly of the server itself, which an application must not get by accident.</summary>
    /// <param name="name">A simple name.</param>
    public static bool IsServers(string name) => Trusted.Contains(name) && !Shared.Contains(name);

    private static IEnumerable<string> NamesIn(Type typeOfFramework) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(typeOfFramework.Assembly.Location) ?? "", "*.dll").Select(file => Path.GetFileNameWithoutExtension(file));

    private static IEnumerable<string> TrustedNames() =>
        (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator).Select(file => Path.GetFileNameWithoutExtension(file));
}
