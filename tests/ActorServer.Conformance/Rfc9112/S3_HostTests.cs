using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9112;

public class S3_HostTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("www.example.org:8080")]
    [InlineData("example.org:")]
    [InlineData("127.0.0.1:65535")]
    [InlineData("[::1]")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("under_score.example")]
    [InlineData("a%2Db")]
    [InlineData("a!$&'()*+;=~b")]
    public void Accepts_a_host_with_an_optional_port(string host) =>
        Assert.Equal(host, EveryWay.Accept($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").Host);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a,b")]
    [InlineData("a, b")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a/")]
    [InlineData("http://a")]
    [InlineData("user@a")]
    [InlineData("a?b")]
    [InlineData("a#b")]
    [InlineData("a\\b")]
    [InlineData("a\"")]
    [InlineData("a<b")]
    [InlineData(":80")]
    [InlineData("a:b")]
    [InlineData("a:80:80")]
    [InlineData("a:-1")]
    [InlineData("a:+80")]
    [InlineData("a: 80")]
    [InlineData("a:65536")]
    [InlineData("a:99999999999999999999")]
    [InlineData("::1")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[a]")]
    [InlineData("[127.0.0.1]")]
    [InlineData("[::1")]
    [InlineData("[::1%25eth0]")]
    [InlineData("[::1/64]")]
    [InlineData("[::1]a")]
    [InlineData("[::1]:x")]
    [InlineData("a%")]
    [InlineData("a%2")]
    [InlineData("a%zz")]
    [InlineData("a%00")]
    [InlineData("a\u00E9")]
    public void Refuses_what_is_not_one_host(string host) =>
        EveryWay.Refuse(Refusal.InvalidHost, $"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");

    [Fact]
    public void Refuses_a_malformed_Host_beside_an_absolute_target_too() =>
        EveryWay.Refuse(Refusal.InvalidHost, "GET http://a/ HTTP/1.1\r\nHost: a/b\r\n\r\n");

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://a/ HTTP/1.1\r\nX: y\r\n\r\n")]
    [InlineData("GET / HTTP/1.2\r\n\r\n")]
    public void Refuses_HTTP_1_1_without_Host(string text) => EveryWay.Refuse(Refusal.MissingHost, text);

    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "")]
    [InlineData("GET / HTTP/1.0\r\nHost:\r\n\r\n", "")]
    [InlineData("GET / HTTP/1.0\r\nHost: a\r\n\r\n", "a")]
    public void Needs_no_Host_on_HTTP_1_0(string text, string host) => Assert.Equal(host, EveryWay.Accept(text).Host);

    [Theory]
    [InlineData("GET / HTTP/1.0\r\nHost: a/b\r\n\r\n", Refusal.InvalidHost)]
    [InlineData("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", Refusal.RepeatedHost)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", Refusal.RepeatedHost)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", Refusal.RepeatedHost)]
    [InlineData("GET / HTTP/1.0\r\nHost:\r\nHOST: b\r\n\r\n", Refusal.RepeatedHost)]
    public void Refuses_a_repeated_or_malformed_Host_on_any_version(string text, Refusal reason) => EveryWay.Refuse(reason, text);
}
