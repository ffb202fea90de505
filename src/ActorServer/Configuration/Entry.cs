namespace ActorServer.Configuration;

/// <summary>One value that app.yaml or the command line says.</summary>
/// <param name="HoconKey">The key that it sets.</param>
/// <param name="Name">What the person called the key.</param>
/// <param name="Text">The value as the person wrote it, for messages.</param>
/// <param name="Value">The value as HOCON text, quoted already.</param>
/// <param name="Place">Where it stands: <c>app.yaml:3</c> or <c>--port</c>.</param>
internal sealed record Entry(string HoconKey, string Name, string Text, string Value, string Place)
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
        return new Entry(key.HoconKey!, name, text, Quote(value), place); // The key that has none, hocon, never becomes an entry.
    }

    /// <summary>One variable of the application's environment.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="text">Its value.</param>
    /// <param name="place">Where it stands.</param>
    public static Entry OfEnvironment(string name, string text, string place) =>
        new($"{AppKey.Environment.HoconKey}.{KeyTree.Part(name)}", $"env {name}", text, Quote(text), place);

    /// <summary>A text as a quoted HOCON string that both runtimes read back unchanged.</summary>
    /// <param name="text">Any text.</param>
    public static string Quote(string text) =>
        '"' + string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())) + '"';
}
