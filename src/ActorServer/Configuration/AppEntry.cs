using ActorServer.Server.Configuration;

namespace ActorServer.Configuration;

/// <summary>Makes entries of what app.yaml and the command line say.</summary>
internal static class AppEntry
{
    /// <summary>The value of an <see cref="AppKey"/>, with the forms that only app.yaml and the command line know turned into HOCON's.</summary>
    /// <param name="key">The key; not a mapping.</param>
    /// <param name="text">The value as written.</param>
    /// <param name="name">What the person called the key.</param>
    /// <param name="place">Where it stands.</param>
    public static Entry Of(AppKey key, string text, string name, string place)
    {
        var value = key.Kind switch
        {
            // "5" is five seconds for a person who writes app.yaml; HOCON's own rule would make it milliseconds.
            AppKeyKind.Time when text.Length > 0 && char.IsAsciiDigit(text[^1]) => text + "s",
            AppKeyKind.Switch => text.ToUpperInvariant() switch
            {
                "TRUE" or "YES" or "ON" => "on",
                "FALSE" or "NO" or "OFF" => "off",
                _ => text,
            },
            _ => text,
        };
        return new Entry(key.HoconKey!, name, text, Entry.Quote(value), place); // The key that has none, hocon, never becomes an entry.
    }

    /// <summary>One variable of the application's environment.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="text">Its value.</param>
    /// <param name="place">Where it stands.</param>
    public static Entry OfEnvironment(string name, string text, string place) =>
        new($"{LayeredConfiguration.EnvironmentKey}.{KeyTree.Part(name)}", $"env {name}", text, Entry.Quote(text), place);
}
