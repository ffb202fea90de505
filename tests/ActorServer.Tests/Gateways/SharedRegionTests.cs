using System.Buffers;
using System.Runtime.CompilerServices;
using ActorServer.Gateways.Wsgi.Shared;
using Microsoft.Win32.SafeHandles;

namespace ActorServer.Tests.Gateways;

/// <summary>Memory shared with a process: what a block may be, when its slabs are free again, and what a hostile process cannot do.</summary>
public sealed class SharedRegionTests : IDisposable
{
    private const int Slab = SharedRegion.SlabSize;
    private readonly SharedRegion _region = SharedRegion.Create(3 * Slab - 1);

    // The process's view: the same file, by another open.
    private readonly SafeFileHandle _file;

    public SharedRegionTests() => _file = File.OpenHandle($"/proc/self/fd/{_region.Descriptor.Number}", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    [Fact]
    public void Is_as_large_as_its_states_and_whole_slabs() => Assert.Equal(SharedRegion.StatesSize + (3 * Slab), RandomAccess.GetLength(_file));

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(0, 3 * Slab, true)]
    [InlineData(0, 3 * Slab + 1, false)]
    [InlineData(0, 0, false)]
    [InlineData(Slab, 2 * Slab, true)]
    [InlineData(Slab, 2 * Slab + 1, false)]
    [InlineData(Slab - 1, 1, false)]
    [InlineData(3 * Slab, 0, false)]
    [InlineData(3 * Slab, 1, false)]
    [InlineData(0, uint.MaxValue, false)]
    [InlineData(uint.MaxValue - Slab + 1, Slab, false)]
    public void Takes_a_block_only_where_one_can_lie(uint offset, uint length, bool isTaken)
    {
        using IMemoryOwner<byte>? block = _region.Take(offset, length);
        Assert.Equal(isTaken, block is not null);
        Assert.Equal(isTaken ? (int)length : 0, block?.Memory.Length ?? 0);
    }

    [Fact]
    public void Shows_what_the_process_has_written_and_frees_its_slabs_once()
    {
        SetStates(1, 1, 1);
        RandomAccess.Write(_file, "written by the process"u8, SharedRegion.StatesSize + Slab);

        IMemoryOwner<byte> block = _region.Take(Slab, Slab + 1)!;

        Assert.Equal("written by the process"u8, block.Memory.Span[..22]);
        block.Dispose();
        Assert.Equal([1, 0, 0], States());
        SetStates(1, 1, 1);
        block.Dispose();
        Assert.Equal([1, 1, 1], States());
    }

    [Fact]
    public void Frees_a_block_that_was_forgotten()
    {
        SetStates(1, 1, 1);
        Forget();
        for (int round = 0; round < 100 && States()[0] == 1; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal([0, 1, 1], States());
    }

    [Fact]
    public void Keeps_the_bytes_of_a_block_when_the_process_is_gone()
    {
        RandomAccess.Write(_file, "still here"u8, SharedRegion.StatesSize);
        using IMemoryOwner<byte> block = _region.Take(0, 10)!;

        _region.Dispose();

        Assert.Equal("still here"u8, block.Memory.Span);
        Assert.Null(_region.Take(0, 10));
    }

    [Fact]
    public void Cannot_be_made_shorter_by_the_process()
    {
        Assert.ThrowsAny<Exception>(() => RandomAccess.SetLength(_file, 0));
        Assert.Equal(SharedRegion.StatesSize + (3 * Slab), RandomAccess.GetLength(_file));
    }

    public void Dispose()
    {
        _file.Dispose();
        _region.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget() => _ = _region.Take(0, 1)!.Memory.Length;

    private void SetStates(params byte[] states) => RandomAccess.Write(_file, states, 0);

    private byte[] States()
    {
        byte[] states = new byte[3];
        RandomAccess.Read(_file, states, 0);
        return states;
    }
}
