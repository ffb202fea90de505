using System.Globalization;

namespace ActorServer.Server.Control;

/// <summary>The folders in which control sockets lie, in the order in which they are tried.</summary>
internal static class RuntimeFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int WritableByOthers = 0x12; // Octal 022.

    /// <summary>The folders that the environment names, the first to be used by a server.</summary>
    /// <param name="environment">Looks up a variable.</param>
    public static IReadOnlyList<string> Candidates(Func<string, string?> environment)
    {
        var folders = new List<string>();

        // systemd gives several folders of RuntimeDirectory= with colons between them.
        if (environment("RUNTIME_DIRECTORY")?.Split(':')[0] is { Length: > 0 } ofService)
            folders.Add(ofService);
        if (environment("XDG_RUNTIME_DIR") is { Length: > 0 } ofSession && Path.IsPathRooted(ofSession))
            folders.Add(Path.Combine(ofSession, "actorserver"));
        folders.Add(OfUser());
        return folders;
    }

    /// <summary>Makes the folder if there is none, for its owner alone.</summary>
    /// <param name="folder">One of <see cref="Candidates"/>.</param>
    /// <exception cref="ControlException">It cannot be made, or is not ours alone.</exception>
    public static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder, Private);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ControlException($"The folder {folder} cannot be made: {exception.Message} ({ControlPath.Key}).");
        }

        if (Problem(folder) is { } problem)
            throw new ControlException(problem);
    }

    /// <summary>Why nothing in the folder can be trusted: whoever may write there could put a socket of his own in the place of a server's. Null when it can.</summary>
    /// <param name="folder">A folder, or nothing.</param>
    public static string? Problem(string folder) => LibcControl.OwnerOf(folder) switch
    {
        null => null,
        var (_, mode) when (mode & LibcControl.KindMask) != LibcControl.Folder => $"{folder} is not a folder: remove it, or name another place ({ControlPath.Key}).",
        // Root may speak to the servers of others, but the folder of its name is its own: anybody can make one in the folder for temporary files.
        var (owner, _) when owner != LibcControl.UserId && (LibcControl.UserId != 0 || folder == OfUser()) => $"{folder} belongs to another user (uid {owner}): remove it, or name another place ({ControlPath.Key}).",
        var (_, mode) when (mode & WritableByOthers) != 0 => $"Others may write to {folder}: chmod 700 it, or name another place ({ControlPath.Key}).",
        _ => null,
    };

    private static string OfUser()
    {
        var user = LibcControl.UserId?.ToString(CultureInfo.InvariantCulture) ?? Environment.UserName;
        return Path.Combine(Path.GetTempPath(), $"actorserver-{user}");
    }
}
