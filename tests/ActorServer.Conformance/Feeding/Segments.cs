using System.Buffers;

namespace ActorServer.Conformance.Feeding;

/// <summary>A sequence over several memories, as pipes make them.</summary>
internal sealed class Segments : ReadOnlySequenceSegment<byte>
{
    private Segments(ReadOnlyMemory<byte> memory, long runningIndex)
    {
        Memory = memory;
        RunningIndex = runningIndex;
    }

    /// <summary>The bytes from <paramref name="start"/> to <paramref name="end"/>, cut where a cut lies between.</summary>
    public static ReadOnlySequence<byte> Cut(byte[] bytes, int start, int end, IEnumerable<int> cuts)
    {
        int[] inner = [.. cuts.Where(cut => cut > start && cut < end)];
        if (inner.Length == 0)
            return new ReadOnlySequence<byte>(bytes, start, end - start);

        var first = new Segments(bytes.AsMemory(start..inner[0]), 0);
        Segments last = first;
        for (int i = 0; i < inner.Length; i++)
        {
            int to = i + 1 < inner.Length ? inner[i + 1] : end;
            var next = new Segments(bytes.AsMemory(inner[i]..to), last.RunningIndex + last.Memory.Length);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}
