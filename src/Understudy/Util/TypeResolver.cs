using System.Reflection;

namespace Akka.Util;

/// <summary>
/// Finds the type that a HOCON value names. Names are written for Akka.NET ("Akka.TestKit.TestScheduler, Akka.TestKit"), whose
/// assemblies are played here by assemblies of other names: this table is the one place that knows which.
/// </summary>
internal static class TypeResolver
{
    private static readonly Dictionary<string, string> PlayedBy = new(StringComparer.Ordinal)
    {
        ["Akka"] = "Understudy",
        ["Akka.TestKit"] = "Understudy.TestKit",
        ["Akka.TestKit.Xunit2"] = "Understudy.TestKit",
        ["Akka.Hosting"] = "Understudy.Hosting",
    };

    /// <summary>The type, or null when no such type can be loaded.</summary>
    public static Type? Find(string name) =>
        Type.GetType(name, Load, (assembly, type, ignoreCase) => Pick(assembly, type, ignoreCase), throwOnError: false);

    /// <summary>The type; refuses a name that leads nowhere.</summary>
    /// <exception cref="ConfigurationException">No such type.</exception>
    public static Type Get(string name, string key) =>
        Find(name) ?? throw new ConfigurationException(
            $"{key} names the type [{name}], which cannot be loaded; write \"Namespace.Type, Assembly\".");

    private static Type? Pick(Assembly? assembly, string type, bool ignoreCase)
    {
        if (assembly is not null)
            return assembly.GetType(type, throwOnError: false, ignoreCase);
        return typeof(TypeResolver).Assembly.GetType(type, throwOnError: false, ignoreCase) ?? Type.GetType(type, throwOnError: false);
    }

    private static Assembly? Load(AssemblyName name)
    {
        var wanted = name.Name is { } simple && PlayedBy.TryGetValue(simple, out var played) ? new AssemblyName(played) : name;
        try
        {
            return Assembly.Load(wanted);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
