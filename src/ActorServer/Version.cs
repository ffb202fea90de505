using System.Reflection;

namespace ActorServer;

/// <summary>Which version of the server this is.</summary>
internal static class Version
{
    /// <summary>The version as the package has it, such as <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(Version).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
