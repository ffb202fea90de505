namespace ActorServer.Server.Configuration;

/// <summary>One value that something other than a HOCON file says: app.yaml, the command line, options in code.</summary>
/// <param name="HoconKey">The key that it sets.</param>
/// <param name="Name">What the person called the key.</param>
/// <param name="Text">The value as the person wrote it, for messages.</param>
/// <param name="Value">The value as HOCON text, quoted already.</param>
/// <param name="Place">Where it stands: <c>app.yaml:3</c> or <c>--port</c>.</param>
internal sealed record Entry(string HoconKey, string Name, string Text, string Value, string Place)
{
    /// <summary>A text as a quoted HOCON string that both runtimes read back unchanged.</summary>
    /// <param name="text">Any text.</param>
    public static string Quote(string text) =>
        '"' + string.Concat(text.Select(c => c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString())) + '"';
}
