using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9110;

public class S6_TrailersTests
{
    private const string Head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n";

    [Fact]
    public void Gives_trailers_apart_from_the_fields()
    {
        Exchange exchange = EveryWay.Accept(Head + "X-Checksum: 1\r\nEmpty:\r\nX-Checksum:\t2 \r\n\r\n");
        Assert.Equal(["Host: a", "Transfer-Encoding: chunked"], exchange.Fields);
        Assert.Equal(["X-Checksum: 1", "Empty: ", "X-Checksum: 2"], exchange.TrailerFields);
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("content-length")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Trailer")]
    [InlineData("TE")]
    [InlineData("Connection")]
    [InlineData("Upgrade")]
    [InlineData("Host")]
    [InlineData("Max-Forwards")]
    [InlineData("Expect")]
    [InlineData("Authorization")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Proxy-Authenticate")]
    [InlineData("WWW-Authenticate")]
    [InlineData("Cookie")]
    [InlineData("Set-Cookie")]
    [InlineData("Content-Type")]
    [InlineData("Content-Encoding")]
    [InlineData("Content-Range")]
    [InlineData("Keep-Alive")]
    [InlineData("Proxy-Connection")]
    public void Refuses_a_trailer_that_comes_too_late(string name) =>
        EveryWay.Refuse(Refusal.ForbiddenTrailer, $"{Head}X: y\r\n{name}: 0\r\n\r\n");

    [Theory]
    [InlineData("X : y", Refusal.SpaceBeforeColon)]
    [InlineData(" X: y", Refusal.LeadingSpace)]
    [InlineData(": y", Refusal.EmptyFieldName)]
    [InlineData("X", Refusal.MissingColon)]
    [InlineData("X(: y", Refusal.InvalidFieldName)]
    [InlineData("X: \0", Refusal.InvalidFieldValue)]
    public void Holds_trailers_to_the_syntax_of_fields(string line, Refusal reason) => EveryWay.Refuse(reason, $"{Head}{line}\r\n\r\n");

    [Theory]
    [InlineData("X_Y: a")]
    [InlineData("Proxy: a")]
    [InlineData("X-Forwarded-For: a")]
    public void Drops_what_it_drops_among_fields(string line)
    {
        Assert.Null(EveryWay.Accept($"{Head}{line}\r\n\r\n").Trailers);
        Assert.Equal(["X: y"], EveryWay.Accept($"{Head}{line}\r\nX: y\r\n\r\n").TrailerFields);
    }
}
