using System.Buffers;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Robustness;

public class LinearityTests
{
    private static readonly HttpLimits Huge = new(MaxRequestLine: 1 << 26, MaxHeaderBlock: 1 << 26, MaxFields: 1 << 20, MaxBody: 1 << 26);

    // A parser that began anew with every byte would search 2·10¹² of them here and not come back.
    [Fact]
    public void Searches_each_byte_of_a_head_once_when_they_come_one_by_one()
    {
        byte[] bytes = Encoding.ASCII.GetBytes($"GET /{new string('a', 1_000_000)} HTTP/1.1\r\nHost: a\r\nX: {new string('x', 1_000_000)}\r\n\r\n");
        var parser = new RequestParser(Huge);
        for (int length = 1; length < bytes.Length; length++)
            Assert.Equal(ParseStatus.NeedMore, parser.Parse(new ReadOnlySequence<byte>(bytes, 0, length), out _));
        Assert.Equal(ParseStatus.Complete, parser.Parse(new ReadOnlySequence<byte>(bytes), out _));
    }

    [Fact]
    public void Reads_a_million_one_byte_chunks_that_come_byte_by_byte()
    {
        const int Count = 1_000_000;
        byte[] chunk = "1\r\nx\r\n"u8.ToArray();
        var sink = new ArrayBufferWriter<byte>(Count);
        BodyReader reader = Begin();
        for (int i = 0; i < Count; i++)
        {
            for (int at = 0; at < chunk.Length; at++)
                Assert.Equal(BodyStatus.NeedMore, reader.Read(new ReadOnlySequence<byte>(chunk, at, 1), sink, out _));
        }

        Assert.Equal(BodyStatus.Complete, reader.Read(new ReadOnlySequence<byte>("0\r\n\r\n"u8.ToArray()), sink, out _));
        Assert.Equal(Count, reader.Received);
    }

    [Fact]
    public void Reads_long_trailers_that_come_byte_by_byte()
    {
        byte[] bytes = Encoding.ASCII.GetBytes($"0\r\nX: {new string('x', 1_000_000)}\r\n\r\n");
        var sink = new ArrayBufferWriter<byte>();
        BodyReader reader = Begin();
        for (int at = 0; at < bytes.Length - 1; at++)
            Assert.Equal(BodyStatus.NeedMore, reader.Read(new ReadOnlySequence<byte>(bytes, at, 1), sink, out _));
        Assert.Equal(BodyStatus.Complete, reader.Read(new ReadOnlySequence<byte>(bytes, bytes.Length - 1, 1), sink, out _));
        Assert.Equal(1, reader.Trailers!.Count);
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
            Assert.Equal(ParseStatus.Complete, parser.Parse(new ReadOnlySequence<byte>(bytes), out _));
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static BodyReader Begin()
    {
        var parser = new RequestParser(new HttpLimits());
        parser.Parse(new ReadOnlySequence<byte>("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray()), out _);
        var reader = new BodyReader(Huge);
        Assert.Null(reader.Begin(parser.Head!));
        return reader;
    }
}
