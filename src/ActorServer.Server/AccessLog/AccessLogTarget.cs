using ActorServer.Server.Control;
using ActorServer.Server.Privileges;
using ActorServer.Server.Settings;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.AccessLog;

/// <summary>Opens what <c>actor-server.access-log.to</c> names.</summary>
internal static class AccessLogTarget
{
    /// <summary>The stream to append to; the caller owns it.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="owner">
    /// Whom a file is given to that was not there before: the server opens it as root and may become somebody else, who may be able to put a link in its place. Null leaves it.
    /// </param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static Stream Open(AccessLogSettings settings, FileOwner? owner = null)
    {
        if (settings.To == AccessLogSettings.Stdout)
            return Console.OpenStandardOutput();
        return owner is { } given ? TryMake(settings.To, given) ?? OpenItself(settings.To) : Append(settings.To);
    }

    // A new file is new: no link is followed to it. Null when there is one already.
    private static FileStream? TryMake(string path, FileOwner owner)
    {
        FileStream file;
        try
        {
            // Not appended to yet: that would be another way to open it.
            using SafeFileHandle made = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file = Append(path);

            // Where the file system refuses, the stream can be written all the same.
            _ = owner.TryGive(made);
        }
        catch (IOException) when (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
        {
            return null;
        }

        return Itself(path, file);
    }

    private static FileStream OpenItself(string path) => Itself(path, Append(path));

    // Standard output and devices are reached by links, and nobody's files are lost by them.
    private static FileStream Itself(string path, FileStream file)
    {
        if (LibcControl.KindOf(file.SafeFileHandle) != LibcControl.RegularFile || LibcControl.IdentityOf(path) == LibcControl.IdentityOfOpen(file.SafeFileHandle))
            return file;
        file.Dispose();
        throw new UnauthorizedAccessException("it is a link, which is not followed as root: name the file itself");
    }

    private static FileStream Append(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
