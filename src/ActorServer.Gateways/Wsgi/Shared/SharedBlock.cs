using System.Buffers;

namespace ActorServer.Gateways.Wsgi.Shared;

/// <summary>The bytes of one block of a response in a <see cref="SharedRegion"/>; disposing it gives them back.</summary>
/// <param name="lease">What is given back.</param>
/// <param name="length">Bytes.</param>
internal sealed unsafe class SharedBlock(SharedLease lease, int length) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(lease.Start, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(lease.Start + elementIndex, pinnable: this);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => lease.Dispose();
}
