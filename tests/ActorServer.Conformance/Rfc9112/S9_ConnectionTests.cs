using ActorServer.Conformance.Feeding;

namespace ActorServer.Conformance.Rfc9112;

public class S9_ConnectionTests
{
    [Theory]
    [InlineData("HTTP/1.1", "", true)]
    [InlineData("HTTP/1.1", "Connection: close\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: CLOSE\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: keep-alive\r\n", true)]
    [InlineData("HTTP/1.1", "Connection: keep-alive, close\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: a , \tclose\t, b\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: a\r\nConnection: close\r\n", false)]
    [InlineData("HTTP/1.1", "Connection: closed\r\n", true)]
    [InlineData("HTTP/1.1", "Connection: ,;,\r\n", true)]
    [InlineData("HTTP/1.1", "Connection:\r\n", true)]
    [InlineData("HTTP/1.5", "", true)]
    [InlineData("HTTP/1.0", "", false)]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\n", true)]
    [InlineData("HTTP/1.0", "Connection: Keep-Alive, x\r\n", true)]
    [InlineData("HTTP/1.0", "Connection: keep-alive, close\r\n", false)]
    public void Reads_from_version_and_Connection_whether_the_client_stays(string version, string fields, bool keepAlive) =>
        Assert.Equal(keepAlive, EveryWay.Accept($"GET / {version}\r\nHost: a\r\n{fields}\r\n").Head!.KeepAlive);

    [Fact]
    public void Reads_pipelined_requests_in_order()
    {
        IReadOnlyList<Exchange> exchanges = EveryWay.All(
            "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nGET /"
            + "GET /2 HTTP/1.1\r\nHost: b\r\n\r\n"
            + "\r\nPUT /3 HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
            + "GET /4 HTTP/1.0\r\n\r\n");
        Assert.Equal(["/1", "/2", "/3", "/4"], exchanges.Select(e => e.Path));
        Assert.Equal(["GET /", "", "x", ""], exchanges.Select(e => e.Body));
        Assert.Equal(["a", "b", "c", ""], exchanges.Select(e => e.Host));
    }
}
