using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc9112;

public class S3_RequestTargetTests
{
    [Theory]
    [InlineData("/", "/", "", false)]
    [InlineData("/?", "/", "", true)]
    [InlineData("/a/b?c=d&e", "/a/b", "c=d&e", true)]
    [InlineData("/a?b?c", "/a", "b?c", true)]
    [InlineData("//x/../y;p=1", "//x/../y;p=1", "", false)]
    [InlineData("/%41%2f%2500", "/%41%2f%2500", "", false)]
    [InlineData("/*", "/*", "", false)]
    [InlineData("/http://x/", "/http://x/", "", false)]
    [InlineData("/\"<>[]^`{|}\\~!", "/\"<>[]^`{|}\\~!", "", false)]
    public void Leaves_an_origin_form_untouched(string target, string path, string query, bool hasQuery)
    {
        Exchange exchange = EveryWay.Accept($"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(TargetForm.Origin, exchange.Head!.Form);
        Assert.Equal(target, Exchange.Text(exchange.Head.Target));
        Assert.Equal(path, exchange.Path);
        Assert.Equal(query, exchange.Query);
        Assert.Equal(hasQuery, exchange.Head.HasQuery);
        Assert.Equal("a", exchange.Host);
    }

    [Theory]
    [InlineData("http://www.example.org", "/", "", "www.example.org")]
    [InlineData("http://www.example.org?q", "/", "q", "www.example.org")]
    [InlineData("http://www.example.org/pub/?q=1", "/pub/", "q=1", "www.example.org")]
    [InlineData("HTTP://b:80/x", "/x", "", "b:80")]
    [InlineData("https://[::1]:8443/x", "/x", "", "[::1]:8443")]
    [InlineData("http://b//x", "//x", "", "b")]
    public void Reads_an_absolute_form_whose_authority_wins_over_Host(string target, string path, string query, string host)
    {
        Exchange exchange = EveryWay.Accept($"GET {target} HTTP/1.1\r\nHost: other\r\n\r\n");
        Assert.Equal(TargetForm.Absolute, exchange.Head!.Form);
        Assert.Equal(target, Exchange.Text(exchange.Head.Target));
        Assert.Equal(path, exchange.Path);
        Assert.Equal(query, exchange.Query);
        Assert.Equal(host, exchange.Host);
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("http:///x")]
    [InlineData("http://?q")]
    [InlineData("http://:80/")]
    [InlineData("http://user@b/")]
    [InlineData("http://user:pass@b/")]
    [InlineData("http://b:x/")]
    [InlineData("http://b:65536/")]
    [InlineData("http://b,c/")]
    [InlineData("http://[::1/")]
    [InlineData("http://b\\c/")]
    public void Refuses_an_absolute_form_without_a_proper_authority(string target) =>
        EveryWay.Refuse(Refusal.InvalidAuthority, $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");

    [Fact]
    public void Reads_the_asterisk_for_OPTIONS()
    {
        Exchange exchange = EveryWay.Accept("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(TargetForm.Asterisk, exchange.Head!.Form);
        Assert.Equal("*", exchange.Path);
        Assert.Equal("a", exchange.Host);
        Assert.False(exchange.Head.HasQuery);
    }

    [Fact]
    public void Refuses_the_asterisk_for_other_methods() =>
        EveryWay.Refuse(Refusal.AsteriskWithoutOptions, "GET * HTTP/1.1\r\nHost: a\r\n\r\n");

    [Theory]
    [InlineData("x")]
    [InlineData("example.com:80")]
    [InlineData("?q")]
    [InlineData("**")]
    [InlineData("*/")]
    [InlineData("ftp://a/")]
    [InlineData("http:/a")]
    [InlineData("http:")]
    [InlineData("\\x")]
    [InlineData("../x")]
    public void Refuses_other_forms(string target) =>
        EveryWay.Refuse(Refusal.UnknownTargetForm, $"OPTIONS {target} HTTP/1.1\r\nHost: a\r\n\r\n");

    [Theory]
    [InlineData("/\0")]
    [InlineData("/a\u0001")]
    [InlineData("/\u001F")]
    [InlineData("/\u007F")]
    [InlineData("/\u0080")]
    [InlineData("/\u00FF")]
    [InlineData("/caf\u00E9")]
    [InlineData("/?\u00E9")]
    public void Refuses_controls_and_bytes_above_0x7E(string target) =>
        EveryWay.Refuse(Refusal.InvalidTarget, $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");

    [Theory]
    [InlineData("/#")]
    [InlineData("/a#b")]
    [InlineData("/?a#b")]
    [InlineData("http://a/#b")]
    public void Refuses_a_fragment(string target) =>
        EveryWay.Refuse(Refusal.FragmentInTarget, $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");

    [Theory]
    [InlineData("/%00")]
    [InlineData("/x%00REMOTE_USER%00admin")]
    [InlineData("/?q=%00")]
    [InlineData("http://a/%00")]
    public void Refuses_an_encoded_NUL(string target) =>
        EveryWay.Refuse(Refusal.NulInTarget, $"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n");
}
