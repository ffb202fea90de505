namespace ActorServer.Configuration;

/// <summary>Which names a variable of the application's environment may have.</summary>
internal static class EnvironmentName
{
    /// <summary>What is wrong with a name; null when nothing is.</summary>
    /// <param name="name">A name as written.</param>
    public static string? Problem(string name) =>
        name.Length == 0 || name.AsSpan().IndexOfAny('=', '\0') >= 0
            ? $"env {Gateways.SettingsError.Quote(name)} cannot name a variable; a name is not empty and has no \"=\" (POSIX.1-2017 §8.1)."
            : null;
}
