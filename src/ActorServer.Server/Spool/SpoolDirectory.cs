using ActorServer.Server.Settings;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.Spool;

/// <summary>
/// What is too large for memory: one run's private folder, made with the first file, and one quota for all that is in it. Any thread may call it.
/// </summary>
public sealed class SpoolDirectory : IDisposable
{
    private readonly string _parent;
    private readonly long _quota;
    private readonly Lock _creating = new();
    private SpoolFolder? _folder;
    private long _used;
    private long _lastFile;
    private int _open;

    /// <summary>Touches nothing yet: the folder is made with the first file.</summary>
    /// <param name="settings">Where, and how much.</param>
    public SpoolDirectory(SpoolSettings settings)
    {
        _parent = settings.Directory;
        _quota = settings.Quota;
        MaxResponse = settings.MaxResponse;
    }

    /// <summary>Bytes of one answer that may wait here, inclusive; 0 for none.</summary>
    public long MaxResponse { get; }

    /// <summary>Bytes spooled now; for status and tests.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>Files that may be open at one time: descriptors are needed for workers and connections too.</summary>
    internal int MaxFiles { get; set; } = int.MaxValue;

    /// <summary>Takes bytes of the quota; false when they are not to be had.</summary>
    internal bool TryReserve(long bytes) => TryReserve(bytes, _quota);

    /// <summary>Takes bytes of the quota for somebody who can do without; false when they are not to be had. The half that is left is for those who cannot.</summary>
    internal bool TryReserveSpare(long bytes) => bytes == 0 || TryReserve(bytes, _quota / 2);

    /// <summary>Gives back bytes of the quota.</summary>
    internal void Release(long bytes) => Interlocked.Add(ref _used, -bytes);

    /// <summary>Closes a file; does nothing when it is closed already.</summary>
    /// <param name="file">A file of this spool; of one owner, so that nobody else closes it meanwhile.</param>
    internal void Close(SafeFileHandle file)
    {
        if (file.IsClosed)
        {
            return;
        }

        file.Dispose();
        Interlocked.Decrement(ref _open);
    }

    /// <summary>A new file, which its maker closes by <see cref="Close"/> and removes.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="SpoolQuotaExceededException">No descriptor is left for it.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    internal SafeFileHandle Create(out string path)
    {
        SpoolFolder folder = Folder(lost: null);
        try
        {
            return Create(folder, out path);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody tidies up the folder for temporary files: what is old there goes.
            return Create(Folder(lost: folder), out path);
        }
    }

    /// <summary>A new file that nobody else can open, and that goes when it is closed by <see cref="Close"/>, or with the server.</summary>
    /// <exception cref="SpoolQuotaExceededException">No descriptor is left for it.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    internal SafeFileHandle CreateNameless()
    {
        SafeFileHandle file = Create(out string path);
        File.Delete(path);
        return file;
    }

    /// <summary>Removes what crashed servers of the same user have left behind: called as the user that the server stays.</summary>
    public void RemoveAbandoned() => SpoolFolder.RemoveAbandoned(_parent);

    /// <summary>Removes the folder with all that is in it.</summary>
    public void Dispose()
    {
        lock (_creating)
        {
            _folder?.Dispose();
            _folder = null;
        }
    }

    private bool TryReserve(long bytes, long most)
    {
        if (Interlocked.Add(ref _used, bytes) <= most)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    private SafeFileHandle Create(SpoolFolder folder, out string path)
    {
        path = Path.Combine(folder.Path, $"body-{Interlocked.Increment(ref _lastFile)}");
        if (Interlocked.Increment(ref _open) > MaxFiles)
        {
            Interlocked.Decrement(ref _open);
            throw new SpoolQuotaExceededException("No descriptor is left for another file of the spool (the limit of open files).");
        }

        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        }
        catch
        {
            Interlocked.Decrement(ref _open);
            throw;
        }
    }

    private SpoolFolder Folder(SpoolFolder? lost)
    {
        // Made by the first large body of all connections: the one moment at which they could meet here.
        lock (_creating)
        {
            if (lost is not null && _folder == lost)
            {
                lost.Dispose();
                _folder = null;
            }

            return _folder ??= SpoolFolder.Make(_parent);
        }
    }
}
