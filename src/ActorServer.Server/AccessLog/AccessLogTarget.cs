using ActorServer.Server.Privileges;
using ActorServer.Server.Settings;

namespace ActorServer.Server.AccessLog;

/// <summary>Opens what <c>actor-server.access-log.to</c> names.</summary>
internal static class AccessLogTarget
{
    /// <summary>The stream to append to; the caller owns it.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="owner">Whom a file is given to that was not there before: the server opens it as root and may become somebody else. Null leaves it.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static Stream Open(AccessLogSettings settings, FileOwner? owner = null)
    {
        if (settings.To == AccessLogSettings.Stdout)
            return Console.OpenStandardOutput();
        var isNew = !File.Exists(settings.To);
        var file = new FileStream(settings.To, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        // Where the file system refuses, this stream can be written all the same.
        if (isNew && owner is { } given)
            _ = given.TryGive(file.SafeFileHandle);
        return file;
    }
}
