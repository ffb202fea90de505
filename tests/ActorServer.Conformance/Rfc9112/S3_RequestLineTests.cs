using System.Buffers;
using System.Text;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9112;

public class S3_RequestLineTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1", "GET", 1)]
    [InlineData("GET / HTTP/1.0", "GET", 0)]
    [InlineData("GET / HTTP/1.7", "GET", 7)]
    [InlineData("HEAD / HTTP/1.1", "HEAD", 1)]
    [InlineData("POST / HTTP/1.1", "POST", 1)]
    [InlineData("PUT / HTTP/1.1", "PUT", 1)]
    [InlineData("PATCH / HTTP/1.1", "PATCH", 1)]
    [InlineData("DELETE / HTTP/1.1", "DELETE", 1)]
    [InlineData("OPTIONS / HTTP/1.1", "OPTIONS", 1)]
    [InlineData("get / HTTP/1.1", "get", 1)]
    [InlineData("M-SEARCH / HTTP/1.1", "M-SEARCH", 1)]
    [InlineData("!#$%&'*+-.^_`|~09Az / HTTP/1.1", "!#$%&'*+-.^_`|~09Az", 1)]
    public void Reads_method_and_version(string line, string method, int minorVersion)
    {
        Exchange exchange = EveryWay.Accept($"{line}\r\nHost: a\r\n\r\n");
        Assert.Equal(method, exchange.Head!.Method);
        Assert.Equal(minorVersion, exchange.Head.MinorVersion);
        Assert.Equal(line, Exchange.Text(exchange.Head.RequestLine));
    }

    [Fact]
    public void Gives_the_same_instance_for_a_usual_method()
    {
        string first = EveryWay.Accept("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Head!.Method;
        string second = EveryWay.Accept("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Head!.Method;
        Assert.Same(first, second);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("GET ")]
    [InlineData("GET /")]
    [InlineData("GET / ")]
    [InlineData(" GET / HTTP/1.1")]
    [InlineData(" ")]
    [InlineData("GET  / HTTP/1.1")]
    [InlineData("GET /  HTTP/1.1")]
    [InlineData("GET / HTTP/1.1 ")]
    [InlineData("GET / HTTP/1.1 x")]
    [InlineData("GET /a b HTTP/1.1")]
    [InlineData("GET\t/ HTTP/1.1")]
    [InlineData("GET /\tHTTP/1.1")]
    [InlineData("GET / HTTP/1.1\t")]
    [InlineData("\tGET / HTTP/1.1")]
    public void Refuses_a_line_that_is_not_three_parts_with_single_spaces(string line) =>
        EveryWay.Refuse(Refusal.MalformedRequestLine, $"{line}\r\nHost: a\r\n\r\n");

    [Theory]
    [InlineData("G(T")]
    [InlineData("GET:")]
    [InlineData("\"GET\"")]
    [InlineData("GET\0")]
    [InlineData("G\u00C9T")]
    [InlineData("GET/")]
    [InlineData("\u0016\u0003\u0001")]
    public void Refuses_a_method_that_is_no_token(string method) =>
        EveryWay.Refuse(Refusal.InvalidMethod, $"{method} / HTTP/1.1\r\nHost: a\r\n\r\n");

    [Theory]
    [InlineData("http/1.1")]
    [InlineData("HTTP/1")]
    [InlineData("HTTP/1.")]
    [InlineData("HTTP/1.10")]
    [InlineData("HTTP/11")]
    [InlineData("HTTP/+1.1")]
    [InlineData("HTTP/1,1")]
    [InlineData("HTTP/a.1")]
    [InlineData("HTTP/1.a")]
    [InlineData("HTTPS/1.1")]
    [InlineData("HTTP 1.1")]
    [InlineData("HTTP/1.1\0")]
    [InlineData("x")]
    public void Refuses_a_malformed_version(string version)
    {
        Refusal reason = version.Contains(' ') ? Refusal.MalformedRequestLine : Refusal.InvalidVersion;
        EveryWay.Refuse(reason, $"GET / {version}\r\nHost: a\r\n\r\n");
    }

    [Theory]
    [InlineData("GET / HTTP/2.0\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/0.9\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: a\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public void Refuses_another_major_version_with_505(string text)
    {
        Exchange exchange = EveryWay.Refuse(Refusal.UnsupportedVersion, text);
        Assert.Equal(505, RefusalTable.Of(exchange.Refusal!.Value).Status);
    }

    [Fact]
    public void Says_what_was_found_and_which_clause_decides()
    {
        string detail = EveryWay.Refuse(Refusal.InvalidVersion, "GET / \"HTTP\x01\"\r\n\r\n").Detail;
        Assert.Equal("The version must be HTTP/ with one digit, a point and one digit; got \"\\\"HTTP\\x01\\\"\" (RFC 9112 §2.3).", detail);
    }

    [Fact]
    public void Keeps_the_line_of_a_refused_request_for_the_log()
    {
        var parser = new RequestParser(new HttpLimits());
        byte[] bytes = Encoding.ASCII.GetBytes("\r\nGET /x HTTP/1.1\r\nHost : a\r\n\r\n");
        Assert.Equal(ParseStatus.Refused, parser.Parse(new ReadOnlySequence<byte>(bytes), out SequencePosition consumed));
        Assert.Equal("GET /x HTTP/1.1", Encoding.ASCII.GetString(parser.RequestLine.Span));
        Assert.Equal(0, consumed.GetInteger());
    }
}
