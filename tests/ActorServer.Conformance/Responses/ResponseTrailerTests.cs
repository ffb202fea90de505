using ActorServer.Http;

namespace ActorServer.Conformance.Responses;

/// <summary>RFC 9110 §6.5, RFC 9112 §7.1.2.</summary>
public class ResponseTrailerTests
{
    private readonly TrailersBuilder _builder = new();
    private readonly Written _written = new();

    [Fact]
    public void Stand_behind_the_last_chunk()
    {
        _written.Start("GET / HTTP/1.1", "200 OK", "abc", isLast: false);
        Assert.True(_written.Writer.End(_written.Output, Build(("X-Sum", " 6 "), ("X-Empty", ""))));
        Assert.Equal("3\r\nabc\r\n0\r\nX-Sum: 6\r\nX-Empty: \r\n\r\n", _written.Body);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", "200 OK\0Content-Length\03", "abc")]
    [InlineData("GET / HTTP/1.0", "200 OK", "abc")]
    [InlineData("HEAD / HTTP/1.1", "200 OK", "")]
    public void Are_dropped_where_the_framing_has_no_place_for_them(string request, string wire, string body)
    {
        _written.Start(request, wire, "abc", isLast: false);
        Assert.True(_written.Writer.End(_written.Output, Build(("X-Sum", "6"))));
        Assert.Equal(body, _written.Body);
    }

    [Fact]
    public void May_be_none()
    {
        _written.Start("GET / HTTP/1.1", "200 OK", "abc", isLast: false);
        Assert.True(_written.Writer.End(_written.Output, Build()));
        Assert.Equal("3\r\nabc\r\n0\r\n\r\n", _written.Body);
    }

    [Theory]
    [InlineData("Content-Length", "1", "trailer")]
    [InlineData("transfer-encoding", "chunked", "trailer")]
    [InlineData("Trailers", "x", "trailer")]
    [InlineData("Set-Cookie", "a=b", "trailer")]
    [InlineData("X Y", "1", "token")]
    [InlineData("X", "a\r\nb", "controls")]
    public void Are_refused_when_they_are_not_valid(string name, string value, string mentions)
    {
        _builder.Begin();
        _builder.Add(name, value);
        Assert.False(_builder.TryBuild(out FieldTable? trailers, out string? error));
        Assert.Null(trailers);
        Assert.Contains(mentions, error, StringComparison.Ordinal);
        Assert.Equal(1, Build(("X", "y")).Count);
    }

    private FieldTable Build(params (string Name, string Value)[] fields)
    {
        _builder.Begin();
        foreach ((string name, string value) in fields)
            _builder.Add(name, value);
        Assert.True(_builder.TryBuild(out FieldTable? trailers, out string? error), error);
        return trailers!;
    }
}
