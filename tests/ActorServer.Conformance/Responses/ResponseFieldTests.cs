namespace ActorServer.Conformance.Responses;

public class ResponseFieldTests
{
    private readonly Written _written = new();

    [Fact]
    public void Writes_a_response_byte_for_byte()
    {
        _written.Respond("GET / HTTP/1.1", "200 OK\0Content-Type\0text/plain\0X-Latin\0\u00FC", ["hello"], isLast: true, requestId: "r-1");
        Assert.Equal(
            "HTTP/1.1 200 OK\r\n"
            + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            + "Server: actorserver\r\n"
            + "X-Request-ID: r-1\r\n"
            + "Content-Type: text/plain\r\n"
            + "X-Latin: \u00FC\r\n"
            + "Content-Length: 5\r\n"
            + "\r\n"
            + "hello",
            _written.Text);
    }

    [Fact]
    public void Leaves_Date_Server_and_request_id_of_the_application_alone()
    {
        _written.Respond("GET / HTTP/1.1", "200 OK\0date\0today\0server\0mine\0x-request-id\0own", [""], isLast: true, requestId: "r-1");
        Assert.Equal(["HTTP/1.1 200 OK", "date: today", "server: mine", "x-request-id: own", "Content-Length: 0"], _written.Head);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", true, null)]
    [InlineData("GET / HTTP/1.1", false, "Connection: close")]
    [InlineData("GET / HTTP/1.0", true, "Connection: keep-alive")]
    [InlineData("GET / HTTP/1.0", false, "Connection: close")]
    public void Says_what_becomes_of_the_connection(string request, bool keepAlive, string? field)
    {
        _written.Respond(request, "200 OK", ["x"], isLast: true, keepAlive: keepAlive);
        Assert.Equal(field, _written.Head.SingleOrDefault(line => line.StartsWith("Connection", StringComparison.Ordinal)));
        Assert.Equal(keepAlive, _written.Writer.KeepAlive);
    }

    [Fact]
    public void Sends_no_hop_by_hop_field_of_an_application()
    {
        _written.Respond("GET / HTTP/1.1", "200 OK\0Connection\0upgrade\0Transfer-Encoding\0gzip", ["x"], isLast: true);
        Assert.DoesNotContain(_written.Head, line => line.StartsWith("Connection", StringComparison.Ordinal));
        Assert.DoesNotContain(_written.Head, line => line.StartsWith("Transfer-Encoding", StringComparison.Ordinal));
    }

    [Fact]
    public void Keeps_the_space_before_an_empty_reason()
    {
        _written.Respond("GET / HTTP/1.1", "200", ["x"], isLast: true);
        Assert.Equal("HTTP/1.1 200 ", _written.Head[0]);
    }

    [Fact]
    public void Writes_large_heads_and_blocks()
    {
        string value = new('v', 100_000);
        string block = new('b', 1_000_000);
        _written.Respond("GET / HTTP/1.1", $"200 {value}\0X\0{value}", [block], isLast: true);
        Assert.Contains($"X: {value}", _written.Head);
        Assert.Equal(block, _written.Body);
    }

    [Fact]
    public void Writes_100_Continue()
    {
        Http.ResponseWriter.WriteContinue(_written.Output);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", _written.Text);
    }
}
