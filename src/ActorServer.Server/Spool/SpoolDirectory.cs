using ActorServer.Server.Settings;

namespace ActorServer.Server.Spool;

/// <summary>
/// This run's private folder for bodies that are too large for memory (mode 0700), with one quota for all of them. A locked file in it
/// tells the next server whether this one still lives: the system drops the lock however the process ends, so a crashed server's folder
/// is recognised and removed at the next start.
/// </summary>
public sealed class SpoolDirectory : IDisposable
{
    private const string Prefix = "actorserver-spool-";
    private const string LockName = "lock";

    private readonly string _parent;
    private readonly long _quota;
    private readonly Lock _creating = new();
    private FileStream? _lock;
    private string? _path;
    private long _used;
    private long _lastFile;

    /// <summary>Removes what crashed servers left behind; its own folder is made with the first file.</summary>
    /// <param name="settings">Where, and how much.</param>
    public SpoolDirectory(SpoolSettings settings)
    {
        _parent = settings.Directory;
        _quota = settings.Quota;
        RemoveAbandoned();
    }

    /// <summary>Bytes spooled now; for status and tests.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Takes bytes of the quota; false when they are not to be had.</summary>
    internal bool TryReserve(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= _quota)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Gives back bytes of the quota.</summary>
    internal void Release(long bytes) => Interlocked.Add(ref _used, -bytes);

    /// <summary>A path for a new file.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    internal string NewPath() => Path.Combine(Folder(), $"body-{Interlocked.Increment(ref _lastFile)}");

    /// <summary>Removes the folder with all that is in it.</summary>
    public void Dispose()
    {
        lock (_creating)
        {
            _lock?.Dispose();
            if (_path is not null)
            {
                TryRemove(_path);
            }
        }
    }

    private string Folder()
    {
        // Made by the first large body of all connections: the one moment at which they could meet here.
        lock (_creating)
        {
            if (_path is null)
            {
                string path = Path.Combine(_parent, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                _lock = new FileStream(Path.Combine(path, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
                _path = path;
            }

            return _path;
        }
    }

    private void RemoveAbandoned()
    {
        if (!Directory.Exists(_parent))
        {
            return;
        }

        foreach (string folder in Directory.EnumerateDirectories(_parent, Prefix + "*"))
        {
            try
            {
                // A lock that can be had has no living owner; a folder of another user cannot be opened and is not ours to judge.
                using (new FileStream(Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    TryRemove(folder);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }

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
}
