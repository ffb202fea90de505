using System.Buffers;
using System.Runtime.InteropServices;

namespace ActorServer.Server.Connections.Transport;

/// <summary>
/// Where a socket receives to: memory that is only there while bytes are moved. A receive looks at its memory when it begins, and again when the socket has become readable. What it had
/// at the beginning, and could not use, is given back while it waits: a connection that is idle holds no buffer, and no request pays for that with a second system call.
/// </summary>
/// <remarks>
/// Between <see cref="Begin"/> and <see cref="Wait"/> the receive may have begun to wait already, and look again on another thread: each of the two has a buffer of its own.
/// </remarks>
internal sealed unsafe class LateMemory : MemoryManager<byte>
{
    // The system receives without asking for memory before there are bytes; elsewhere a receive holds its memory while it waits.
    private static readonly bool IsLate = OperatingSystem.IsLinux();

    private byte[]? _first;
    private byte[]? _late;
    private int _size;
    private int _beginner;
    private bool _isPinned;

    /// <summary>The memory of a receive that the calling thread begins.</summary>
    /// <param name="size">Bytes that it may receive.</param>
    public Memory<byte> Begin(int size)
    {
        _size = size;
        _beginner = Environment.CurrentManagedThreadId;
        return CreateMemory(size);
    }

    /// <summary>The receive waits: what it has not used is given back.</summary>
    public void Wait()
    {
        _beginner = 0;
        if (IsLate && !_isPinned && _first is { } unused)
        {
            _first = null;
            ArrayPool<byte>.Shared.Return(unused);
        }
    }

    /// <summary>The receive is over.</summary>
    /// <returns>The buffer with what it has received, now the caller's; null when it never had one.</returns>
    public byte[]? End()
    {
        _beginner = 0;
        byte[]? filled = _late ?? _first;
        if (_late is not null && _first is not null)
        {
            ArrayPool<byte>.Shared.Return(_first);
        }

        _first = _late = null;
        _isPinned = false;
        return filled;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => Environment.CurrentManagedThreadId == Volatile.Read(ref _beginner)
        ? _first ??= ArrayPool<byte>.Shared.Rent(_size)
        : _late ??= ArrayPool<byte>.Shared.Rent(_size);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        // A runtime that asks for an address keeps it while it waits.
        _isPinned = true;
        GCHandle handle = GCHandle.Alloc(_first ??= ArrayPool<byte>.Shared.Rent(_size), GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }
}
