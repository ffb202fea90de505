using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ActorServer.Server.Control;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.Spool;

/// <summary>
/// The folder of one run of the server, for its user alone. A locked file in it tells every other server that this one lives: the system drops the lock however a process ends, so
/// that the folder of a crashed server can be told and removed at the next start.
/// </summary>
/// <remarks>
/// The name comes last: under its own name a folder has its lock from the first moment on, and no server that starts meanwhile can take it for abandoned.
/// </remarks>
internal sealed partial class SpoolFolder : IDisposable
{
    private const string Prefix = "actorserver-spool-";
    private const string Unfinished = ".new";
    private const string LockName = "lock";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int PrivateBits = 0x1C0; // Octal 700.
    private const int PermissionBits = 0x1FF; // Without the bit that a folder inherits from its parent's group.
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;

    // Making a folder takes a moment: one that is unfinished after this time has lost its maker.
    private static readonly TimeSpan LongestMaking = TimeSpan.FromMinutes(1);

    private readonly SafeFileHandle _lock;

    private SpoolFolder(string path, SafeFileHandle lockFile) => (Path, _lock) = (path, lockFile);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Makes a folder that nobody else has.</summary>
    /// <param name="parent">Where.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made there.</exception>
    public static SpoolFolder Make(string parent)
    {
        string path = System.IO.Path.Combine(parent, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        string unfinished = path + Unfinished;
        Directory.CreateDirectory(unfinished, Private);
        try
        {
            return Finish(unfinished, path);
        }
        catch
        {
            // Out of descriptors: the next large body tries again, and is not to find more of them each time.
            TryRemove(unfinished);
            throw;
        }
    }

    private static SpoolFolder Finish(string unfinished, string path)
    {
        SafeFileHandle lockFile = File.OpenHandle(System.IO.Path.Combine(unfinished, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        if (!TryLock(lockFile))
        {
            // A file system without locks: the folder is made all the same, and no other server will take it for abandoned either.
            File.Delete(System.IO.Path.Combine(unfinished, LockName));
        }

        Directory.Move(unfinished, path);
        return new SpoolFolder(path, lockFile);
    }

    /// <summary>Removes the folders that servers of the same user have left behind. What cannot be judged or removed stays.</summary>
    /// <param name="parent">Where they are.</param>
    public static void RemoveAbandoned(string parent)
    {
        try
        {
            foreach (string folder in Directory.EnumerateDirectories(parent, Prefix + "*"))
            {
                if (FolderName().IsMatch(System.IO.Path.GetFileName(folder)) && IsOurs(folder))
                {
                    RemoveIfAbandoned(folder);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder for temporary files is not there, or may not be looked into: then the first large body tells.
            return;
        }
    }

    /// <summary>Removes the folder with all that is in it.</summary>
    public void Dispose()
    {
        // Behind the lock's file nothing is left that another server could meet.
        TryRemove(Path);
        _lock.Dispose();
    }

    private static void RemoveIfAbandoned(string folder)
    {
        if (folder.EndsWith(Unfinished, StringComparison.Ordinal) && !IsOld(folder))
        {
            // Whoever opens the lock has it for a moment, and its maker is about to take it.
            return;
        }

        try
        {
            // Who gets the lock has no living owner before him, and no other server that removes the same folder beside him.
            using SafeFileHandle lockFile = File.OpenHandle(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            if (TryLock(lockFile))
            {
                TryRemove(folder);
            }
        }
        catch (FileNotFoundException) when (folder.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            TryRemove(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Its server lives.
            return;
        }
    }

    private static bool IsOld(string folder) => Directory.GetLastWriteTimeUtc(folder) < DateTime.UtcNow - LongestMaking;

    // In a folder for temporary files anybody can make one of this name, or a link: what is in it is only ours if nobody else can write there.
    private static bool IsOurs(string folder) => !OperatingSystem.IsLinux()
        || (LibcControl.OwnerOf(folder) is var (owner, mode)
            && (mode & LibcControl.KindMask) == LibcControl.Folder
            && (mode & PermissionBits) == PrivateBits
            && owner == LibcControl.UserId);

    // .NET locks too (FileShare.None), but a variable of the environment turns that off, and a file system without locks is no error to it.
    private static bool TryLock(SafeFileHandle file) => OperatingSystem.IsWindows() || Flock(file, LockExclusive | LockNonBlocking) == 0;

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Left for the next start, which finds it unlocked and tries again.
            return;
        }
    }

    [GeneratedRegex(@"^actorserver-spool-[0-9]+-[0-9a-f]{32}(\.new)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FolderName();

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int Flock(SafeFileHandle file, int operation);
}
