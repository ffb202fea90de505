using System.Buffers;

namespace ActorServer.Server.Connections;

/// <summary>Gathers one block of a body after another, each in an array of its own that is handed away. Owned by one connection actor.</summary>
internal sealed class BodyBlockWriter : IBufferWriter<byte>
{
    // Above it an array would be a large object for the garbage collector.
    public const int LargestBlock = 64 * 1024;

    private byte[] _block = [];
    private int _capacity;
    private int _length;

    /// <summary>Begins a block; it costs nothing until the first byte comes.</summary>
    /// <param name="capacity">So many bytes will be written at most.</param>
    public void Begin(int capacity)
    {
        _block = [];
        _capacity = capacity;
        _length = 0;
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_block.Length == 0)
        {
            _block = GC.AllocateUninitializedArray<byte>(_capacity);
        }

        return _block.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The block; never written to again.</summary>
    public ReadOnlyMemory<byte> End()
    {
        ReadOnlyMemory<byte> block = _block.AsMemory(0, _length);
        _block = [];
        return block;
    }
}
