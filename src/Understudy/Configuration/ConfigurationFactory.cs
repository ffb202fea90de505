using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes configurations out of HOCON. Mirrors Akka.Configuration.ConfigurationFactory.</summary>
public class ConfigurationFactory
{
    /// <summary>A configuration without keys.</summary>
    public static Config Empty => ParseString("");

    /// <summary>Parses HOCON; what it includes is asked of <paramref name="includeCallback"/>, which gets the name as written.</summary>
    /// <exception cref="FormatException">The text is not HOCON, or a substitution has no value; the message starts with line and column.</exception>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>Parses HOCON that includes nothing.</summary>
    /// <exception cref="FormatException">The text is not HOCON, or a substitution has no value; the message starts with line and column.</exception>
    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>The application's own configuration: empty, because applications of .NET have no App.config section of Akka's.</summary>
    public static Config Load() => Empty;

    /// <summary>The runtime's default settings.</summary>
    public static Config Default() => FromResource("Akka.Configuration.akka.conf", typeof(ConfigurationFactory).Assembly);

    /// <summary>Parses HOCON that is embedded in the assembly of a type, of an object's type, or in the given assembly itself.</summary>
    public static Config FromResource(string resourceName, object instanceInAssembly) => FromResource(resourceName, instanceInAssembly switch
    {
        Assembly assembly => assembly,
        Type type => type.Assembly,
        _ => instanceInAssembly.GetType().Assembly,
    });

    /// <summary>Parses HOCON that is embedded in the assembly of <typeparamref name="TAssembly"/>.</summary>
    public static Config FromResource<TAssembly>(string resourceName) => FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>Parses HOCON that is embedded in an assembly.</summary>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ArgumentException($"{assembly.GetName().Name} has no embedded resource '{resourceName}'.", nameof(resourceName));
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    /// <summary>The public properties of an object, an anonymous one most often, as a configuration.</summary>
    public static Config FromObject(object source) => ParseString(JsonSerializer.Serialize(source));
}
