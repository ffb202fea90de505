using System.Buffers;
using System.Text;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9112;

public class S2_MessageParsingTests
{
    private const string Plain = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\n")]
    [InlineData("GET / HTTP/1.1\n\n")]
    [InlineData("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n")]
    public void Refuses_a_line_feed_alone(string text) => EveryWay.Refuse(Refusal.BareLineFeed, text);

    [Theory]
    [InlineData("GET / HTTP/1.1\rHost: a\r\r")]
    [InlineData("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n")]
    [InlineData("GET /\r HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX\r: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\r\n")]
    [InlineData("\r\rGET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    public void Refuses_a_carriage_return_alone(string text) => EveryWay.Refuse(Refusal.BareCarriageReturn, text);

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Skips_up_to_eight_empty_lines_before_a_request(int count) =>
        Assert.Equal("/", EveryWay.Accept(Repeat("\r\n", count) + Plain).Path);

    [Fact]
    public void Refuses_a_ninth_empty_line() => EveryWay.Refuse(Refusal.TooManyEmptyLines, Repeat("\r\n", 9) + Plain);

    [Fact]
    public void Counts_the_empty_lines_of_each_request_anew()
    {
        IReadOnlyList<Exchange> exchanges = EveryWay.All(Repeat("\r\n", 8) + Plain + Repeat("\r\n", 8) + Plain);
        Assert.Equal(2, exchanges.Count(e => e.Refusal is null));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\r", false)]
    [InlineData("\r\n\r\n", false)]
    [InlineData("\r\nG", true)]
    [InlineData("G", true)]
    [InlineData("\n", true)]
    public void Has_begun_with_the_first_byte_that_is_no_empty_line(string text, bool hasBegun)
    {
        var parser = new RequestParser(new HttpLimits());
        parser.Parse(new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(text)), out _);
        Assert.Equal(hasBegun, parser.HasBegun);
    }

    [Fact]
    public void Stops_just_behind_the_head()
    {
        var bytes = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(Plain + "rest"));
        var parser = new RequestParser(new HttpLimits());
        Assert.Equal(ParseStatus.Complete, parser.Parse(bytes, out SequencePosition consumed));
        Assert.Equal("rest", Encoding.ASCII.GetString(bytes.Slice(consumed).ToArray()));
    }

    [Fact]
    public void Consumes_nothing_while_it_needs_more()
    {
        var bytes = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes("\r\nGET / HTTP/1.1\r\nHost"));
        Assert.Equal(ParseStatus.NeedMore, new RequestParser(new HttpLimits()).Parse(bytes, out SequencePosition consumed));
        Assert.Equal(bytes.Start, consumed);
    }

    [Fact]
    public void Must_be_reset_before_the_next_request()
    {
        var bytes = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(Plain));
        var parser = new RequestParser(new HttpLimits());
        parser.Parse(bytes, out _);
        Assert.Throws<InvalidOperationException>(() => parser.Parse(bytes, out _));

        parser.Reset();
        Assert.Null(parser.Head);
        Assert.Equal(ParseStatus.Complete, parser.Parse(bytes, out _));
    }

    [Fact]
    public void Does_not_refer_to_the_bytes_of_the_connection()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Plain);
        var parser = new RequestParser(new HttpLimits());
        parser.Parse(new ReadOnlySequence<byte>(bytes), out _);
        bytes.AsSpan().Clear();
        Assert.Equal("GET / HTTP/1.1", Exchange.Text(parser.Head!.RequestLine));
        Assert.Equal("a", Exchange.Text(parser.Head.Host));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
