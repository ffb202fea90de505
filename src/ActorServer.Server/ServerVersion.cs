using System.Reflection;

namespace ActorServer.Server;

/// <summary>Which version of the server this is.</summary>
internal static class ServerVersion
{
    /// <summary>The version as the package has it, such as <c>0.1.0</c>.</summary>
    public static string Text { get; } =
        typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
