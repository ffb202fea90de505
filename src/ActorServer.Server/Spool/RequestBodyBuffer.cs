using System.Buffers;
using ActorServer.Gateways;
using ActorServer.Server.Dispatch;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Server.Spool;

/// <summary>
/// Collects one request's body: in memory up to a limit, then in a file of the spool. Owned by one connection, which disposes of it when
/// the request is over; the file goes then. Writes go to the page cache and are not waited for.
/// </summary>
/// <param name="spool">Where large bodies go.</param>
/// <param name="inMemory">How many bytes may stay in memory, inclusive.</param>
/// <param name="expected">The length that was announced, or 0 when none was: saves growing.</param>
internal sealed class RequestBodyBuffer(SpoolDirectory spool, int inMemory, long expected) : IBufferWriter<byte>, IDisposable
{
    private const int SmallestCapacity = 256;
    private const int FileBlock = 16 * 1024;

    // Not from a pool: whoever runs the request may still read it when its connection has ended.
    private byte[] _memory = [];
    private int _count;
    private SafeFileHandle? _file;
    private string? _path;
    private long _written;

    /// <summary>True when more of the body may make a file, or goes to one.</summary>
    public bool MaySpill => _file is not null || expected > inMemory || (expected == 0 && _count > 0);

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        int needed = _count + Math.Max(sizeHint, 1);
        if (needed > _memory.Length)
        {
            Grow(needed);
        }

        return _memory.AsMemory(_count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Takes over bytes that were written to the span.</summary>
    /// <exception cref="SpoolQuotaExceededException">The spool is full.</exception>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Advance(int count)
    {
        _count += count;
        if (_count > inMemory || (_file is not null && _count >= FileBlock))
        {
            Spill();
        }
    }

    /// <summary>The complete body. The value stays valid until this buffer is disposed of.</summary>
    public RequestBody ToBody()
    {
        if (_file is null)
        {
            return _count == 0 ? RequestBody.Empty.Instance : new RequestBody.InMemory(_memory.AsMemory(0, _count));
        }

        Spill();
        spool.Close(_file);
        return new RequestBody.Spooled(_path!, _written); // Spill sets the path with the file.
    }

    /// <summary>Removes the file, if there is one.</summary>
    public void Dispose()
    {
        if (_file is not null)
        {
            spool.Close(_file);
        }

        if (_path is not null)
        {
            EventLoop.DoElsewhere(static left => Remove(left.spool, left._path, left._written), (spool, _path, _written));
            _path = null;
        }
    }

    // A client that has sent a block of what it announced gets room for all of it; one that has only announced does not.
    private void Grow(int needed)
    {
        int usual = _memory.Length switch
        {
            0 => (int)Math.Clamp(expected, SmallestCapacity, FileBlock),
            _ when expected > _count && expected <= inMemory => (int)expected,
            int length => 2 * length,
        };
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(needed, usual));
        _memory.AsSpan(0, _count).CopyTo(larger);
        _memory = larger;
    }

    // Without a file Dispose has nothing to give back.
    private SafeFileHandle CreateFile(int reserved)
    {
        try
        {
            return spool.Create(out _path);
        }
        catch
        {
            spool.Release(reserved);
            throw;
        }
    }

    private static void Remove(SpoolDirectory spool, string path, long bytes)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody has tidied up before, or it goes with the folder.
        }

        spool.Release(bytes);
    }

    private void Spill()
    {
        int count = _count;
        if (!spool.TryReserve(count))
        {
            throw new SpoolQuotaExceededException();
        }

        _file ??= CreateFile(count);

        // Reserved bytes count as written from here on, also when the disk refuses: Dispose gives all of them back.
        long offset = _written;
        _written += count;
        RandomAccess.Write(_file, _memory.AsSpan(0, count), offset);
        _count = 0;
    }
}
