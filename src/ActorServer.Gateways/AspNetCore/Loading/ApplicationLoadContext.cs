using System.Reflection;
using System.Runtime.Loader;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>
/// Where an application's assemblies live. It shares with the server the two shared frameworks (<see cref="SharedAssemblies"/>) and nothing else: whatever the
/// server itself is made of, the application sees only the copy that it brings. Native libraries are the application's too.
/// </summary>
/// <param name="assembly">The path of the application's assembly; its <c>.deps.json</c>, or the folder if there is none, says where the others are.</param>
internal sealed class ApplicationLoadContext(string assembly) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assembly), isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(assembly);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name ?? "";
        if (SharedAssemblies.Contains(name))
            return null;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
            return LoadFromAssemblyPath(path);

        // Null would let the runtime look into the server's own context. For what is not there either it is right: the application's own handlers get their turn.
        return SharedAssemblies.IsServers(name)
            ? throw new FileNotFoundException($"The application does not bring {name}, and it does not get the server's.", assemblyName.FullName)
            : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : nint.Zero;
}
