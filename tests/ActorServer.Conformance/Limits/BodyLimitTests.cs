using System.Buffers;
using System.Text;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Limits;

public class BodyLimitTests
{
    private const string Head = "POST / HTTP/1.1\r\nHost: a\r\n";
    private const string ChunkedHead = Head + "Transfer-Encoding: chunked\r\n\r\n";
    private static readonly HttpLimits Small = new(MaxBody: 10);

    [Fact]
    public void Accepts_a_length_of_the_limit_and_refuses_one_byte_more()
    {
        Assert.Equal("0123456789", EveryWay.Accept(Head + "Content-Length: 10\r\n\r\n0123456789", Small).Body);
        EveryWay.Refuse(Refusal.BodyTooLarge, Head + "Content-Length: 11\r\n\r\n", Small);
    }

    [Fact]
    public void Accepts_chunks_of_the_limit_and_refuses_one_byte_more()
    {
        Assert.Equal("0123456789", EveryWay.Accept(ChunkedHead + "4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n", Small).Body);
        EveryWay.Refuse(Refusal.BodyTooLarge, ChunkedHead + "4\r\n0123\r\n7\r\n", Small);
        EveryWay.Refuse(Refusal.BodyTooLarge, ChunkedHead + "b;", Small);
    }

    [Fact]
    public void Refuses_a_chunk_before_its_data()
    {
        Exchange refused = EveryWay.Refuse(Refusal.BodyTooLarge, ChunkedHead + "ffff\r", Small);
        Assert.Contains("at most 10 bytes allowed; got 65535", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(413, RefusalTable.Of(Refusal.BodyTooLarge).Status);
    }

    [Fact]
    public void Allows_no_body_at_all_when_the_limit_is_0()
    {
        HttpLimits none = new(MaxBody: 0);
        EveryWay.Accept(Head + "Content-Length: 0\r\n\r\n", none);
        EveryWay.Accept(ChunkedHead + "0\r\n\r\n", none);
        EveryWay.Refuse(Refusal.BodyTooLarge, Head + "Content-Length: 1\r\n\r\n", none);
        EveryWay.Refuse(Refusal.BodyTooLarge, ChunkedHead + "1\r\n", none);
    }

    [Fact]
    public void Counts_each_body_anew()
    {
        string request = ChunkedHead + "a\r\n0123456789\r\n0\r\n\r\n";
        Assert.Equal(2, EveryWay.All(request + request, Small).Count(e => e.Refusal is null));
    }

    [Fact]
    public void Begins_anew_after_a_refusal()
    {
        var parser = new RequestParser(new HttpLimits());
        var reader = new BodyReader(Small);
        foreach ((string length, Refusal? refusal) in new[] { ("11", (Refusal?)Refusal.BodyTooLarge), ("10", null) })
        {
            parser.Reset();
            parser.Parse(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes($"{Head}Content-Length: {length}\r\n\r\n")), out _);
            Assert.Equal(refusal, reader.Begin(parser.Head!));
            Assert.Equal(refusal is null, reader.Detail.Length == 0);
        }

        Assert.Equal(BodyStatus.Complete, reader.Read(new ReadOnlySequence<byte>(new byte[10]), new ArrayBufferWriter<byte>(), out _));
    }

    [Fact]
    public void Holds_trailers_to_the_limits_of_fields()
    {
        HttpLimits limits = new(MaxHeaderBlock: 50, MaxFields: 2);
        string trailers = $"X: {new string('x', 40)}\r\nY:\r\n";
        Assert.Equal(49, trailers.Length);
        Assert.Equal(2, EveryWay.Accept($"{ChunkedHead}0\r\n{trailers}\r\n", limits).TrailerFields.Length);
        EveryWay.Accept($"{ChunkedHead}0\r\nX: {new string('x', 45)}\r\n\r\n", limits);
        EveryWay.Refuse(Refusal.HeaderBlockTooLarge, $"{ChunkedHead}0\r\nX: {new string('x', 46)}\r\n\r\n", limits);
        EveryWay.Refuse(Refusal.TooManyFields, $"{ChunkedHead}0\r\nX:\r\nY:\r\nZ:\r\n\r\n", limits);
    }

    [Fact]
    public void Needs_no_more_than_the_limit_to_refuse_trailers_that_never_end() =>
        EveryWay.Refuse(Refusal.HeaderBlockTooLarge, $"{ChunkedHead}0\r\n{new string('x', 51)}", new HttpLimits(MaxHeaderBlock: 50));
}
