using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9112;

public class S6_MessageBodyTests
{
    [Theory]
    [InlineData("GET", "Content-Length: 3", "abc")]
    [InlineData("POST", "Content-Length: 3", "abc")]
    [InlineData("DELETE", "Content-Length: 3", "abc")]
    [InlineData("POST", "Content-Length: 003", "abc")]
    [InlineData("POST", "Content-Length: \t3\t ", "abc")]
    [InlineData("POST", "content-length:3", "\r\n\0")]
    [InlineData("POST", "Content-Length: 0", "")]
    [InlineData("POST", "Content-Length: 0000000000000000003", "abc")]
    public void Reads_a_body_by_its_length(string method, string field, string body)
    {
        Exchange exchange = EveryWay.Accept($"{method} / HTTP/1.1\r\nHost: a\r\n{field}\r\n\r\n{body}");
        Assert.Equal(BodyFraming.Length, exchange.Head!.Framing);
        Assert.Equal(body.Length, exchange.Head.ContentLength);
        Assert.Equal(body, exchange.Body);
        Assert.Null(exchange.Trailers);
    }

    [Fact]
    public void Expects_no_body_without_framing()
    {
        IReadOnlyList<Exchange> exchanges = EveryWay.All("POST /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(["/1", "/2"], exchanges.Select(e => e.Path));
        Assert.Equal(BodyFraming.None, exchanges[0].Head!.Framing);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("+3")]
    [InlineData("-3")]
    [InlineData("-0")]
    [InlineData("3 3")]
    [InlineData("3,3")]
    [InlineData("3, 3")]
    [InlineData("3,")]
    [InlineData("3.0")]
    [InlineData("0x3")]
    [InlineData("3e0")]
    [InlineData("1_000")]
    [InlineData("\"3\"")]
    [InlineData("3;a")]
    [InlineData("\u00B3")]
    [InlineData("00000000000000000003")]
    [InlineData("18446744073709551619")]
    public void Refuses_a_length_that_is_not_1_to_19_digits(string value) =>
        EveryWay.Refuse(Refusal.InvalidContentLength, $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {value}\r\n\r\nabc");

    [Theory]
    [InlineData("9999999999999999999")]
    [InlineData("9223372036854775808")]
    [InlineData("33554433")]
    public void Refuses_a_length_over_the_limit_before_the_body(string value)
    {
        Exchange exchange = EveryWay.Refuse(Refusal.BodyTooLarge, $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {value}\r\n\r\n");
        Assert.Contains("actor-server.connection.max-body", exchange.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 3\r\nContent-Length: 3")]
    [InlineData("Content-Length: 3\r\ncontent-length: 4")]
    public void Refuses_a_repeated_length_even_if_equal(string fields) =>
        EveryWay.Refuse(Refusal.RepeatedContentLength, $"POST / HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\nabc");

    [Theory]
    [InlineData("Content-Length: 3\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 3")]
    [InlineData("Content-Length: 0\r\nTransfer-Encoding: chunked")]
    public void Refuses_length_and_coding_together(string fields) =>
        EveryWay.Refuse(Refusal.ContentLengthWithTransferEncoding, $"POST / HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n0\r\n\r\n");

    [Theory]
    [InlineData("chunked")]
    [InlineData("Chunked")]
    [InlineData(" \tCHUNKED\t ")]
    public void Accepts_one_chunked_in_any_case(string value)
    {
        Exchange exchange = EveryWay.Accept($"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:{value}\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
        Assert.Equal(BodyFraming.Chunked, exchange.Head!.Framing);
        Assert.Equal("abc", exchange.Body);
        Assert.Equal(0, exchange.Head.ContentLength);
    }

    [Theory]
    [InlineData("")]
    [InlineData("chunked, chunked")]
    [InlineData("chunked,")]
    [InlineData(",chunked")]
    [InlineData(", ")]
    [InlineData("chunked;q=1")]
    [InlineData("\"chunked\"")]
    [InlineData("chunked chunked")]
    [InlineData("ch\u00FCnked")]
    [InlineData("gzip, ")]
    public void Refuses_a_coding_field_that_is_not_one_chunked(string value) =>
        EveryWay.Refuse(Refusal.InvalidTransferEncoding, $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {value}\r\n\r\n0\r\n\r\n");

    [Theory]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("xchunked")]
    [InlineData("chunked-")]
    [InlineData("gzip, chunked")]
    [InlineData("chunked, gzip")]
    [InlineData("x;a=\"b\"")]
    public void Refuses_an_unknown_coding_with_501(string value)
    {
        Exchange exchange = EveryWay.Refuse(Refusal.UnknownTransferCoding, $"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: {value}\r\n\r\n0\r\n\r\n");
        Assert.Equal(501, RefusalTable.Of(exchange.Refusal!.Value).Status);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")]
    [InlineData("Transfer-Encoding: chunked\r\ntransfer-encoding: gzip")]
    public void Refuses_a_repeated_coding_field(string fields) =>
        EveryWay.Refuse(Refusal.RepeatedTransferEncoding, $"POST / HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n0\r\n\r\n");

    [Fact]
    public void Refuses_a_coding_on_HTTP_1_0() =>
        EveryWay.Refuse(Refusal.TransferEncodingOnHttp10, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    [Fact]
    public void Is_never_complete_when_bytes_are_missing()
    {
        byte[] bytes = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabc"u8.ToArray();
        Conversation conversation = EveryWay.Run(bytes, [], inSegments: false);
        Assert.Empty(conversation.Exchanges);
        Assert.True(conversation.IsWithinRequest);
    }
}
