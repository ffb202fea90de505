using ActorServer.Server.Settings;

namespace ActorServer.Server.AccessLog;

/// <summary>Opens what <c>actor-server.access-log.to</c> names.</summary>
public static class AccessLogTarget
{
    /// <summary>The stream to append to; the caller owns it.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static Stream Open(AccessLogSettings settings) => settings.To == AccessLogSettings.Stdout
        ? Console.OpenStandardOutput()
        : new FileStream(settings.To, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
