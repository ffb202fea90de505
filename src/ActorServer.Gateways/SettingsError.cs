namespace ActorServer.Gateways;

/// <summary>One setting that cannot be used.</summary>
/// <param name="Key">The full key, such as <c>actor-server.listener.port</c>.</param>
/// <param name="Value">What was said, as written; null when nothing was.</param>
/// <param name="Rule">What is allowed, such as <c>0 to 65535 allowed</c>.</param>
public sealed record SettingsError(string Key, string? Value, string Rule)
{
    private const int LongestValue = 80;

    /// <summary>The sentence that a person reads, without the place where the value stands.</summary>
    /// <param name="name">What the person called the key: the key itself, or its short name in app.yaml.</param>
    public string Sentence(string name)
    {
        var said = Value is null ? "is not set" : $"is {Quote(Value)}";
        var key = name == Key ? "" : $" ({Key})";
        return $"{name} {said}; {Rule}{key}.";
    }

    /// <summary>A value in quotes: controls escaped and cut at 80 characters, so that it never breaks a line.</summary>
    /// <param name="value">Any text.</param>
    public static string Quote(string value)
    {
        var shown = value.Length > LongestValue ? string.Concat(value.AsSpan(0, LongestValue), "…") : value;
        return '"' + string.Concat(shown.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c is '"' or '\\' ? $"\\{c}" : c.ToString())) + '"';
    }
}
