namespace ActorServer.Conformance.Responses;

public class ResponseFramingTests
{
    private const string New = "GET / HTTP/1.1";
    private const string Old = "GET / HTTP/1.0";
    private readonly Written _written = new();

    [Theory]
    [InlineData(New)]
    [InlineData(Old)]
    public void Computes_the_length_of_one_known_block(string request)
    {
        Assert.True(_written.Respond(request, "200 OK", ["hello"], isLast: true));
        Assert.Contains("Content-Length: 5", _written.Head);
        Assert.Equal("hello", _written.Body);
        Assert.Equal(5, _written.Writer.BodyBytes);
        Assert.True(_written.Writer.KeepAlive);
    }

    [Fact]
    public void Announces_an_empty_body()
    {
        Assert.True(_written.Respond(New, "200 OK", [""], isLast: true));
        Assert.Contains("Content-Length: 0", _written.Head);
        Assert.Equal("", _written.Body);
    }

    [Theory]
    [InlineData(New)]
    [InlineData(Old)]
    public void Uses_the_length_that_the_application_announced(string request)
    {
        Assert.True(_written.Respond(request, "200 OK\0Content-Length\05", ["he", "llo"]));
        Assert.Single(_written.Head, line => line.StartsWith("Content-Length", StringComparison.Ordinal));
        Assert.Equal("hello", _written.Body);
        Assert.True(_written.Writer.KeepAlive);
        Assert.False(_written.Writer.ExceededAnnounced);
    }

    [Fact]
    public void Sends_chunks_to_HTTP_1_1_when_the_length_is_unknown()
    {
        Assert.True(_written.Respond(New, "200 OK", ["", "hello", "", new string('x', 26)]));
        Assert.Contains("Transfer-Encoding: chunked", _written.Head);
        Assert.Equal($"5\r\nhello\r\n1a\r\n{new string('x', 26)}\r\n0\r\n\r\n", _written.Body);
        Assert.Equal(31, _written.Writer.BodyBytes);
        Assert.True(_written.Writer.KeepAlive);
    }

    [Fact]
    public void Ends_an_HTTP_1_0_answer_of_unknown_length_with_the_connection()
    {
        Assert.True(_written.Respond(Old, "200 OK", ["a", "b"]));
        Assert.DoesNotContain(_written.Head, line => line.StartsWith("Transfer-Encoding", StringComparison.Ordinal));
        Assert.Contains("Connection: close", _written.Head);
        Assert.Equal("ab", _written.Body);
        Assert.False(_written.Writer.KeepAlive);
    }

    [Theory]
    [InlineData("hello!", "")]
    [InlineData("he", "llo!")]
    [InlineData("hello", "!")]
    public void Cuts_what_exceeds_the_announced_length(string first, string second)
    {
        Assert.True(_written.Respond(New, "200 OK\0Content-Length\05", [first, second]));
        Assert.Equal("hello", _written.Body);
        Assert.True(_written.Writer.ExceededAnnounced);
        Assert.Equal(5, _written.Writer.BodyBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shows_no_clean_end_when_bytes_are_missing(bool isLast)
    {
        Assert.False(_written.Respond(New, "200 OK\0Content-Length\06", ["hello"], isLast));
        Assert.Contains("Content-Length: 6", _written.Head);
        Assert.Equal("hello", _written.Body);
    }

    [Theory]
    [InlineData("HEAD / HTTP/1.1", "200 OK")]
    [InlineData("HEAD / HTTP/1.0", "200 OK")]
    [InlineData(New, "204 No Content")]
    [InlineData(New, "304 Not Modified")]
    [InlineData(Old, "304 Not Modified")]
    public void Sends_no_body_where_there_is_none(string request, string wire)
    {
        Assert.True(_written.Respond(request, wire, ["hello", "world"]));
        Assert.Equal("", _written.Body);
        Assert.Equal(0, _written.Writer.BodyBytes);
        Assert.False(_written.Writer.ExceededAnnounced);
        Assert.True(_written.Writer.KeepAlive);
        Assert.DoesNotContain(_written.Head, line => line.StartsWith("Transfer-Encoding", StringComparison.Ordinal));
        Assert.DoesNotContain(_written.Head, line => line.StartsWith("Content-Length", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HEAD / HTTP/1.1", "200 OK\0Content-Length\0500", "", true)]
    [InlineData("HEAD / HTTP/1.1", "200 OK\0Content-Length\0500", "x", false)]
    [InlineData(New, "304 Not Modified\0Content-Length\0500", "", true)]
    public void Keeps_the_length_that_a_body_would_have_had(string request, string wire, string block, bool isLast)
    {
        Assert.True(_written.Respond(request, wire, [block], isLast));
        Assert.Contains("Content-Length: 500", _written.Head);
        Assert.Equal("", _written.Body);
    }

    [Fact]
    public void Tells_HEAD_the_length_of_a_body_that_the_application_made()
    {
        Assert.True(_written.Respond("HEAD / HTTP/1.1", "200 OK", ["hello"], isLast: true));
        Assert.Contains("Content-Length: 5", _written.Head);
        Assert.Equal("", _written.Body);
    }

    [Fact]
    public void Tells_HEAD_no_length_when_the_application_made_no_body()
    {
        Assert.True(_written.Respond("HEAD / HTTP/1.1", "200 OK", [""], isLast: true));
        Assert.DoesNotContain(_written.Head, line => line.StartsWith("Content-Length", StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_the_length_off_204()
    {
        Assert.True(_written.Respond(New, "204 No Content\0Content-Length\00", [""], isLast: true));
        Assert.DoesNotContain(_written.Head, line => line.StartsWith("Content-Length", StringComparison.Ordinal));
    }

    [Fact]
    public void Writes_nothing_behind_the_end()
    {
        Assert.True(_written.Respond(New, "200 OK", ["a", "b"]));
        string text = _written.Text;
        _written.Writer.Write(_written.Output, "late"u8);
        Assert.True(_written.Writer.End(_written.Output));
        Assert.Equal(text, _written.Text);
    }

    [Fact]
    public void Writes_one_response_after_another()
    {
        _written.Respond(New, "200 OK\0Content-Length\01", ["aa"]);
        Assert.True(_written.Writer.ExceededAnnounced);
        _written.Respond(New, "404 Not Found", ["bb"], isLast: true);
        Assert.False(_written.Writer.ExceededAnnounced);
        Assert.Equal(404, _written.Writer.Status);
        Assert.Equal(2, _written.Writer.BodyBytes);
        Assert.Equal(2, _written.Text.Split("HTTP/1.1 ").Length - 1);
    }
}
