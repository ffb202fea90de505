using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Limits;

/// <summary>A chunk of n bytes may have a line of 16 + 2n bytes without its CRLF; what goes beyond adds up over the body.</summary>
public class ChunkOverheadTests
{
    private const string Head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Fact]
    public void Leaves_16_bytes_and_twice_the_data_free()
    {
        HttpLimits none = new(MaxChunkOverhead: 0);
        EveryWay.Accept(Head + Chunk(3, 22) + Chunk(0, 16) + "\r\n", none);
        EveryWay.Refuse(Refusal.ChunkOverheadTooLarge, Head + Chunk(3, 23), none);
        EveryWay.Refuse(Refusal.ChunkOverheadTooLarge, Head + Chunk(0, 17), none);
    }

    [Fact]
    public void Adds_up_over_the_chunks_of_a_body()
    {
        HttpLimits limits = new(MaxChunkOverhead: 10);
        EveryWay.Accept(Head + Chunk(1, 18 + 4) + Chunk(1, 5) + Chunk(1, 18 + 6) + "0\r\n\r\n", limits);
        EveryWay.Refuse(Refusal.ChunkOverheadTooLarge, Head + Chunk(1, 18 + 4) + Chunk(1, 5) + Chunk(1, 18 + 7) + "0\r\n\r\n", limits);
    }

    [Fact]
    public void Accepts_the_default_and_refuses_one_byte_more()
    {
        EveryWay.Accept(Head + Chunk(1, 18 + 16384) + "0\r\n\r\n");
        Exchange refused = EveryWay.Refuse(Refusal.ChunkOverheadTooLarge, Head + Chunk(1, 18 + 16385) + "0\r\n\r\n");
        Assert.Contains("actor-server.connection.max-chunk-overhead", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_quoted_values_and_white_space_like_other_bytes()
    {
        HttpLimits none = new(MaxChunkOverhead: 0);
        EveryWay.Accept(Head + "0 ; a = \"b c\\\"\"\r\n\r\n", none);
        EveryWay.Refuse(Refusal.ChunkOverheadTooLarge, Head + "0 ; a = \"b c\\\"dd\"\r\n\r\n", none);
    }

    [Fact]
    public void Never_stops_tiny_chunks_without_extensions()
    {
        string body = new('x', 2000);
        Assert.Equal(body, EveryWay.Accept(Head + string.Concat(body.Select(c => $"1\r\n{c}\r\n")) + "0\r\n\r\n", new HttpLimits(MaxChunkOverhead: 0)).Body);
    }

    [Fact]
    public void Counts_each_body_anew()
    {
        string request = Head + Chunk(1, 18 + 10) + "0\r\n\r\n";
        Assert.Equal(2, EveryWay.All(request + request, new HttpLimits(MaxChunkOverhead: 10)).Count(e => e.Refusal is null));
    }

    // A chunk of single-digit size whose line has so many bytes.
    private static string Chunk(int size, int lineLength)
    {
        string line = $"{size};".PadRight(lineLength, 'e');
        return size == 0 ? $"{line}\r\n" : $"{line}\r\n{new string('x', size)}\r\n";
    }
}
