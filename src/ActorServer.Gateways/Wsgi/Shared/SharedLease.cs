using Microsoft.Win32.SafeHandles;

namespace ActorServer.Gateways.Wsgi.Shared;

/// <summary>
/// Slabs of a <see cref="SharedRegion"/> that the process has taken. Disposing it gives them back; one that is forgotten (its connection ended while its
/// block was on its way) does so when the garbage collector finds it, and not while a send that was begun may still read the bytes.
/// </summary>
internal sealed unsafe class SharedLease : IDisposable
{
    private readonly SafeMemoryMappedViewHandle _view;
    private readonly byte* _states;
    private readonly int _first;
    private readonly int _end;
    private int _isReturned;

    /// <param name="view">The region; it stays mapped for as long as this is not disposed.</param>
    /// <param name="offset">The first byte behind the states.</param>
    /// <param name="length">Bytes.</param>
    public SharedLease(SafeMemoryMappedViewHandle view, int offset, int length)
    {
        view.AcquirePointer(ref _states);
        _view = view;
        _first = offset / SharedRegion.SlabSize;
        _end = (offset + length + SharedRegion.SlabSize - 1) / SharedRegion.SlabSize;
        Start = _states + SharedRegion.StatesSize + offset;
    }

    ~SharedLease() => Return();

    /// <summary>Where the bytes lie.</summary>
    public byte* Start { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return();
        GC.SuppressFinalize(this);
    }

    private void Return()
    {
        // The constructor may have failed.
        if (_states is null || Interlocked.Exchange(ref _isReturned, 1) != 0)
            return;
        for (var slab = _first; slab < _end; slab++)
            Volatile.Write(ref _states[slab], 0);
        _view.ReleasePointer();
    }
}
