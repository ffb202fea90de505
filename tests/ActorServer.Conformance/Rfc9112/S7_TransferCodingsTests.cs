using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9112;

public class S7_TransferCodingsTests
{
    [Theory]
    [InlineData("0\r\n\r\n", "")]
    [InlineData("3\r\nabc\r\n0\r\n\r\n", "abc")]
    [InlineData("1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "abc")]
    [InlineData("A\r\n0123456789\r\n0\r\n\r\n", "0123456789")]
    [InlineData("a\r\n0123456789\r\n0\r\n\r\n", "0123456789")]
    [InlineData("1b\r\nabcdefghijklmnopqrstuvwxyz.\r\n0\r\n\r\n", "abcdefghijklmnopqrstuvwxyz.")]
    [InlineData("0000000000000003\r\nabc\r\n0000\r\n\r\n", "abc")]
    [InlineData("4\r\n\r\n0\r\r\n0\r\n\r\n", "\r\n0\r")]
    public void Decodes_chunks(string wire, string body) => Assert.Equal(body, Read(wire).Body);

    [Theory]
    [InlineData("3;a")]
    [InlineData("3;a=b")]
    [InlineData("3;a=\"\"")]
    [InlineData("3;a=\"b c\\\"\\\\\t;=\u00FF\"")]
    [InlineData("3;a;b=c;d=\"e\"")]
    [InlineData("3 ; a = b ; c = \"d\" ; e")]
    [InlineData("3\t;\ta\t=\tb")]
    [InlineData("3 \t;  a  =  b  ;  c  =  \"d\"  ;  e  ;f")]
    [InlineData("3;!#$%&'*+-.^_`|~=!")]
    public void Accepts_every_legal_extension(string line) => Assert.Equal("abc", Read($"{line}\r\nabc\r\n0;x=y\r\n\r\n").Body);

    [Theory]
    [InlineData("")]
    [InlineData(" 3")]
    [InlineData("\t3")]
    [InlineData("3 ")]
    [InlineData("3\t")]
    [InlineData("3 3")]
    [InlineData("+3")]
    [InlineData("-3")]
    [InlineData("-0")]
    [InlineData("0x3")]
    [InlineData("3h")]
    [InlineData("3_0")]
    [InlineData("3,")]
    [InlineData("3.0")]
    [InlineData("\"3\"")]
    [InlineData(";a")]
    [InlineData("g")]
    [InlineData("3\0")]
    [InlineData("\u00B3")]
    public void Refuses_a_size_that_is_not_hex_digits_alone(string line) =>
        Refuse(Refusal.InvalidChunkSize, $"{line}\r\nabc\r\n0\r\n\r\n");

    [Theory]
    [InlineData("00000000000000003")]
    [InlineData("10000000000000003")]
    public void Refuses_a_size_of_17_digits(string line) => Refuse(Refusal.ChunkSizeTooLong, $"{line}\r\nabc\r\n0\r\n\r\n");

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF")]
    [InlineData("8000000000000000")]
    [InlineData("7fffffffffffffff")]
    public void Takes_a_size_of_16_digits_for_what_it_is(string line) => Refuse(Refusal.BodyTooLarge, $"{line}\r\nabc\r\n0\r\n\r\n");

    [Theory]
    [InlineData("3;")]
    [InlineData("3; ")]
    [InlineData("3;;a")]
    [InlineData("3;a;")]
    [InlineData("3;=b")]
    [InlineData("3;a=")]
    [InlineData("3;a= ")]
    [InlineData("3;a=;b")]
    [InlineData("3;a b")]
    [InlineData("3;a=b c")]
    [InlineData("3;a=b ")]
    [InlineData("3;a ")]
    [InlineData("3;a==b")]
    [InlineData("3;a=b=c")]
    [InlineData("3;a=\"b")]
    [InlineData("3;a=\"b\"c")]
    [InlineData("3;a=\"b\" ")]
    [InlineData("3;a=\"\u0001\"")]
    [InlineData("3;a=\"\\\u0001\"")]
    [InlineData("3;a=\"\u007F\"")]
    [InlineData("3;a\0")]
    [InlineData("3;(=b")]
    [InlineData("3;\u00E9")]
    [InlineData("3;\"a\"")]
    public void Refuses_an_extension_outside_the_grammar(string line) =>
        Refuse(Refusal.InvalidChunkExtension, $"{line}\r\nabc\r\n0\r\n\r\n");

    [Theory]
    [InlineData("3\nabc\r\n0\r\n\r\n")]
    [InlineData("3;a\nabc\r\n0\r\n\r\n")]
    [InlineData("3;a=\"b\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc\r\n0\n\r\n")]
    [InlineData("3\r\nabc\r\n0\r\n\n")]
    [InlineData("0\r\nX: y\n\r\n")]
    public void Refuses_a_line_feed_alone(string wire) => Refuse(Refusal.BareLineFeed, wire);

    [Theory]
    [InlineData("3\rabc\r\n0\r\n\r\n")]
    [InlineData("3\r\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3;a\rb\r\nabc\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc\r\n0\r\n\r\r\n")]
    [InlineData("0\r\nX: y\rz\r\n\r\n")]
    public void Refuses_a_carriage_return_alone(string wire) => Refuse(Refusal.BareCarriageReturn, wire);

    [Fact]
    public void Refuses_a_carriage_return_in_a_quoted_string() =>
        Refuse(Refusal.InvalidChunkExtension, "3;a=\"b\r\n\"\r\nabc\r\n0\r\n\r\n");

    [Theory]
    [InlineData("3\r\nabcd\r\n0\r\n\r\n")]
    [InlineData("3\r\nabc0\r\n\r\n")]
    [InlineData("3\r\nabc\n0\r\n\r\n")]
    [InlineData("3\r\nabc\r0\r\n\r\n")]
    [InlineData("3\r\nabc\n\r0\r\n\r\n")]
    [InlineData("2\r\nabc\r\n0\r\n\r\n")]
    public void Refuses_data_that_CRLF_does_not_follow(string wire) => Refuse(Refusal.ChunkDataNotTerminated, wire);

    [Fact]
    public void Ends_where_the_trailers_end()
    {
        IReadOnlyList<Exchange> exchanges = EveryWay.All(
            Head + "1\r\na\r\n0\r\nX: y\r\n\r\n" + Head + "0\r\n\r\nGET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(["a", "", ""], exchanges.Select(e => e.Body));
        Assert.Equal(["/", "/", "/3"], exchanges.Select(e => e.Path));
        Assert.Equal(["X: y"], exchanges[0].TrailerFields);
        Assert.Null(exchanges[1].Trailers);
    }

    [Theory]
    [InlineData("3\r\nab")]
    [InlineData("3\r\nabc\r\n")]
    [InlineData("3\r\nabc\r\n0\r\n")]
    [InlineData("3\r\nabc\r\n0\r\nX: y\r\n")]
    public void Is_never_complete_when_bytes_are_missing(string wire)
    {
        Conversation conversation = EveryWay.Run(System.Text.Encoding.Latin1.GetBytes(Head + wire), [], inSegments: false);
        Assert.Empty(conversation.Exchanges);
        Assert.True(conversation.IsWithinRequest);
    }

    private const string Head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static Exchange Read(string wire) => EveryWay.Accept(Head + wire);

    private static void Refuse(Refusal reason, string wire) => EveryWay.Refuse(reason, Head + wire);
}
