using System.Reflection;
using System.Runtime.Loader;

namespace ActorServer.Gateways.AspNetCore.Loading;

/// <summary>An application's assembly in a load context of its own, with the process made to look like the application's own one for as long as it is loaded.</summary>
internal sealed class ApplicationAssembly : IDisposable
{
    private readonly ApplicationLoadContext _context;
    private readonly ProcessIdentity _identity;

    private ApplicationAssembly(ApplicationLoadContext context, Assembly assembly, ProcessIdentity identity) =>
        (_context, Assembly, _identity) = (context, assembly, identity);

    /// <summary>The assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>The context in which <c>Assembly.Load</c> and <c>Type.GetType</c> look, also when a framework calls them.</summary>
    public AssemblyLoadContext Context => _context;

    /// <summary>Loads the assembly of the settings.</summary>
    /// <param name="settings">Folder, name, variables.</param>
    /// <exception cref="ApplicationBootException">It is not there, not an assembly, or made for a newer framework.</exception>
    public static ApplicationAssembly Load(AspNetCoreSettings settings)
    {
        var path = Path.Combine(Path.GetFullPath(settings.Location), settings.Module + ".dll");
        if (!File.Exists(path))
            throw new ApplicationBootException(
                $"there is no {settings.Module}.dll (app-module) in {Path.GetDirectoryName(path)} (app-loc). {ProgramFolder.Hint(settings.Location, settings.Module)}");
        ApplicationLoadContext? context = null;
        try
        {
            context = new ApplicationLoadContext(path);
            var assembly = context.LoadFromAssemblyPath(path);
            ThrowIfTooNew(assembly, path);
            return new ApplicationAssembly(context, assembly, ProcessIdentity.Assume(assembly, settings));
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException)
        {
            // The resolver says by InvalidOperationException that the .deps.json beside the assembly cannot be read.
            context?.Unload();
            throw new ApplicationBootException(exception is BadImageFormatException
                ? $"{path} is not a .NET assembly."
                : $"the dependencies of {path} cannot be read: {exception.Message.Trim()}");
        }
        catch
        {
            context?.Unload();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _identity.Dispose();
        _context.Unload();
    }

    // Without this the first type of the newer framework would be missing somewhere in the middle of the application's start.
    private static void ThrowIfTooNew(Assembly assembly, string path)
    {
        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            if (reference is { Name: { } name, Version: { } wanted } && SharedAssemblies.Contains(name) && wanted > AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName(name)).GetName().Version)
            {
                throw new ApplicationBootException(
                    $"{Path.GetFileName(path)} is made for a newer framework: it needs {name} {wanted.ToString(2)}, and the server runs on .NET {Environment.Version}. Install that framework for the server, or build the application for net{Environment.Version.ToString(2)}.");
            }
        }
    }
}
