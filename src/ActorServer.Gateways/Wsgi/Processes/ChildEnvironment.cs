namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>Which variables an application's process sees.</summary>
internal static class ChildEnvironment
{
    // What a service manager and the runtime say to the server is not said to its children: a child that answered to NOTIFY_SOCKET or took
    // LISTEN_FDS for its own would speak in the server's name.
    private static readonly string[] Withheld = ["LISTEN_", "WATCHDOG_", "DOTNET_"];
    private const string NotifySocket = "NOTIFY_SOCKET";

    /// <summary>Makes the application's environment from the server's own.</summary>
    /// <param name="variables">In: the server's variables; out: the process's.</param>
    /// <param name="settings">The additions, and whether to start from nothing.</param>
    public static void Apply(IDictionary<string, string?> variables, WsgiSettings settings)
    {
        if (settings.IsEnvironmentClean)
            variables.Clear();
        foreach (var name in variables.Keys.Where(IsWithheld).ToArray())
            variables.Remove(name);
        foreach (var (name, value) in settings.Environment)
            variables[name] = value;
    }

    private static bool IsWithheld(string name) =>
        name == NotifySocket || Withheld.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
