using System.Buffers;
using System.Text;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Robustness;

public class LinearityTests
{
    // Bytes that were searched become line feeds behind the parser's back: one that searched them again would find these.
    [Fact]
    public void Searches_each_byte_of_a_head_once_when_they_come_one_by_one()
    {
        byte[] bytes = Encoding.ASCII.GetBytes($"GET /{new string('a', 8000)} HTTP/1.1\r\nHost: a\r\nX: {new string('x', 30_000)}\r\n\r\n");
        byte[] seen = [.. bytes];
        var parser = new RequestParser(new HttpLimits());
        for (int length = 1; length < bytes.Length; length++)
        {
            // A line is read once more when it is complete.
            if (bytes[length - 1] == '\n')
                bytes.AsSpan(0, length).CopyTo(seen);
            Assert.Equal(ParseStatus.NeedMore, parser.Parse(new ReadOnlySequence<byte>(seen, 0, length), out _));
            seen.AsSpan(0, bytes[length - 1] == '\r' ? length - 1 : length).Fill((byte)'\n');
        }

        bytes.CopyTo(seen, 0);
        Assert.Equal(ParseStatus.Complete, parser.Parse(new ReadOnlySequence<byte>(seen), out _));
    }

    [Fact]
    public void Copies_each_byte_of_a_head_in_many_memories_once()
    {
        byte[] bytes = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('x', 2000)}\r\n\r\n");
        byte[] seen = [.. bytes];
        int[] cuts = [.. Enumerable.Range(1, bytes.Length / 100).Select(i => i * 100)];
        var parser = new RequestParser(new HttpLimits());
        for (int length = 200; length < bytes.Length; length += 10)
        {
            Assert.Equal(ParseStatus.NeedMore, parser.Parse(Segments.Cut(seen, 0, length, cuts), out _));
            seen.AsSpan(0, length).Fill((byte)'\n');
        }

        Assert.Equal(ParseStatus.Complete, parser.Parse(Segments.Cut(seen, 0, bytes.Length, cuts), out _));
        Assert.Equal(2000, parser.Head!.Fields.Value(1).Length);
    }

    [Fact]
    public void Keeps_nothing_of_chunks_that_come_byte_by_byte()
    {
        const int Count = 50_000;
        byte[] chunk = "1;a=b\r\nx\r\n"u8.ToArray();
        var sink = new ArrayBufferWriter<byte>(Count);
        BodyReader reader = Begin();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
        {
            for (int at = 0; at < chunk.Length; at++)
            {
                if (reader.Read(new ReadOnlySequence<byte>(chunk, at, 1), sink, out _) != BodyStatus.NeedMore)
                    Assert.Fail($"Chunk {i} ends the body: {reader.Detail}");
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        Assert.Equal(BodyStatus.Complete, reader.Read(new ReadOnlySequence<byte>("0\r\n\r\n"u8.ToArray()), sink, out _));
        Assert.Equal(Count, reader.Received);
    }

    [Fact]
    public void Grows_for_trailers_in_proportion_to_them()
    {
        byte[] bytes = Encoding.ASCII.GetBytes($"0\r\nX: {new string('x', 30_000)}\r\n\r\n");
        var sink = new ArrayBufferWriter<byte>();
        BodyReader reader = Begin();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 0; at < bytes.Length - 1; at++)
            reader.Read(new ReadOnlySequence<byte>(bytes, at, 1), sink, out _);
        Assert.Equal(BodyStatus.Complete, reader.Read(new ReadOnlySequence<byte>(bytes, bytes.Length - 1, 1), sink, out _));
        Assert.Equal(1, reader.Trailers!.Count);
        // The array doubled on its way.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * bytes.Length);
    }

    [Fact]
    public void Allocates_nothing_for_a_field_but_its_bytes_and_its_place()
    {
        const int Fields = 80;
        long one = Allocated(1);
        long many = Allocated(1 + Fields);
        int bytes = "Name-Of-A-Field: value\r\n".Length;
        Assert.InRange(many - one, 0, Fields * (bytes + 16L) + 64);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(100)]
    [InlineData(1)]
    public void Copies_nothing_of_the_requests_behind_one(int segment)
    {
        const int Count = 500;
        byte[] bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Count)));
        ReadOnlySequence<byte> rest = Segments.Cut(bytes, 0, bytes.Length, Enumerable.Range(1, bytes.Length / segment).Select(i => i * segment));
        var parser = new RequestParser(new HttpLimits());
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
        {
            if (parser.Parse(rest, out SequencePosition consumed) != ParseStatus.Complete)
                Assert.Fail($"Request {i}: {parser.Detail}");
            rest = rest.Slice(consumed);
            parser.Reset();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Count * 500);
    }

    [Fact]
    public void Keeps_nothing_of_the_requests_behind_trailers()
    {
        byte[] bytes = Encoding.ASCII.GetBytes("0\r\nX: y\r\n\r\n" + new string('z', 30_000));
        var sink = new ArrayBufferWriter<byte>();
        BodyReader reader = Begin();
        long before = GC.GetAllocatedBytesForCurrentThread();
        BodyStatus status = reader.Read(new ReadOnlySequence<byte>(bytes), sink, out SequencePosition consumed);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
        Assert.Equal(BodyStatus.Complete, status);
        Assert.Equal(bytes.Length - 30_000, consumed.GetInteger());
    }

    [Fact]
    public void Allocates_nothing_while_it_waits_for_the_rest()
    {
        var bytes = new ReadOnlySequence<byte>("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n"u8.ToArray());
        var parser = new RequestParser(new HttpLimits());
        parser.Parse(bytes, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            parser.Parse(bytes, out _);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static long Allocated(int fields)
    {
        byte[] bytes = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Repeat("Name-Of-A-Field: value\r\n", fields))}\r\n");
        var parser = new RequestParser(new HttpLimits());
        // The parser's own memory grows with its first heads and is then used again.
        long before = 0;
        for (int i = 0; i < 3; i++)
        {
            parser.Reset();
            before = GC.GetAllocatedBytesForCurrentThread();
            if (parser.Parse(new ReadOnlySequence<byte>(bytes), out _) != ParseStatus.Complete)
                Assert.Fail(parser.Detail);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static BodyReader Begin()
    {
        var parser = new RequestParser(new HttpLimits());
        parser.Parse(new ReadOnlySequence<byte>("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray()), out _);
        var reader = new BodyReader(new HttpLimits());
        Assert.Null(reader.Begin(parser.Head!));
        return reader;
    }
}
