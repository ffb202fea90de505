using System.Buffers;
using System.IO.MemoryMappedFiles;
using ActorServer.Gateways.Wsgi.Native;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Shared;

// The same layout stands in python/_actorserver/shared.py: a page of states, one byte for each slab (0 free, 1 taken), then the slabs. Only the process
// takes slabs, and only the server frees them, when the bytes have left: each byte is handed to and fro, and neither side ever waits for the other.

/// <summary>
/// Memory that the server shares with one Python process, in which the process leaves long blocks of its responses: they reach the client's socket with
/// one copy, the process's own. May be used on any thread.
/// </summary>
internal sealed class SharedRegion : IDisposable
{
    /// <summary>Bytes of the states at the beginning.</summary>
    public const int StatesSize = 4096;

    /// <summary>Bytes that are taken and freed together.</summary>
    public const int SlabSize = 64 * 1024;

    private readonly SafeMemoryMappedViewHandle _view;
    private readonly int _size;
    private volatile bool _isClosed;

    private SharedRegion(Descriptor descriptor, SafeMemoryMappedViewHandle view, int size)
    {
        Descriptor = descriptor;
        _view = view;
        _size = size;
    }

    /// <summary>The memory, for the process: it maps <see cref="StatesSize"/> and the slabs.</summary>
    public Descriptor Descriptor { get; }

    /// <summary>Makes a region; the system gives memory to the parts of it that are written to.</summary>
    /// <param name="size">Bytes for blocks, at most <see cref="StatesSize"/> slabs; rounded up to whole slabs.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system gives none.</exception>
    public static SharedRegion Create(int size)
    {
        var whole = (size + SlabSize - 1) / SlabSize * SlabSize;
        var descriptor = new Descriptor(Libc.MemoryFile("actorserver-blocks", Libc.MfdCloexec | Libc.MfdAllowSealing));
        try
        {
            if (descriptor.IsInvalid || Libc.Truncate(descriptor, StatesSize + whole) != 0)
                throw NativeError.Last("memfd_create");
            // A process that made it shorter would let the server run into nothing.
            if (Libc.Fcntl(descriptor, Libc.FAddSeals, Libc.SealSeal | Libc.SealShrink | Libc.SealGrow) != 0)
                throw NativeError.Last("fcntl");
            using var handle = new SafeFileHandle(descriptor.DangerousGetHandle(), ownsHandle: false);
            using var file = MemoryMappedFile.CreateFromFile(
                handle, mapName: null, StatesSize + whole, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            return new SharedRegion(descriptor, file.CreateViewAccessor(0, StatesSize + whole).SafeMemoryMappedViewHandle, whole);
        }
        catch
        {
            descriptor.Dispose();
            throw;
        }
    }

    /// <summary>What the process says it has left; the bytes are the caller's until it disposes the block.</summary>
    /// <param name="offset">Where it begins, counted behind the states: the beginning of a slab.</param>
    /// <param name="length">Its bytes.</param>
    /// <returns>Null when no block can lie there, or the region is closed.</returns>
    public IMemoryOwner<byte>? Take(uint offset, uint length) =>
        offset % SlabSize == 0 && length > 0 && offset <= (uint)_size && length <= (uint)_size - offset && !_isClosed
            ? new SharedBlock(new SharedLease(_view, (int)offset, (int)length), (int)length)
            : null;

    /// <summary>The process is gone. Blocks that are still on their way stay what they are.</summary>
    public void Dispose()
    {
        _isClosed = true;
        Descriptor.Dispose();
        _view.Dispose();
    }
}
