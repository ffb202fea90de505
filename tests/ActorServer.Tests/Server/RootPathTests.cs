using System.Text;
using ActorServer.Http;
using ActorServer.Server.Forwarding;

namespace ActorServer.Tests.Server;

/// <summary>What lies within the path where the application is mounted.</summary>
public sealed class RootPathTests
{
    [Theory]
    [InlineData("/shop", "/shop", "")]
    [InlineData("/shop", "/shop?x=/", "")]
    [InlineData("/shop", "/shop/", "/")]
    [InlineData("/shop", "/shop/a%20b?c", "/a%20b")]
    [InlineData("/shop", "/shop//a/./b/../c;p=1", "//a/./b/../c;p=1")]
    [InlineData("/shop", "/%73h%6Fp/a", "/a")]
    [InlineData("/shop", "http://h/shop/a", "/a")]
    [InlineData("/shop/eu", "/shop/eu/a", "/a")]
    [InlineData("/a b", "/a%20b/c", "/c")]
    [InlineData("/caf\u00E9", "/caf%C3%A9/c", "/c")]
    [InlineData("/shop", "/shop/...", "/...")]
    [InlineData("/shop", "/shop/a/..", "/a/..")]
    [InlineData("/shop", "/shop/a/../", "/a/../")]
    [InlineData("/shop", "/shop/..a/.b./c..", "/..a/.b./c..")]
    [InlineData("/shop", "/shop/%", "/%")]
    [InlineData("/shop", "/shop/%2", "/%2")]
    [InlineData("", "/any", "/any")]
    [InlineData("", "/../any", "/../any")]
    public void Is_the_beginning_and_leaves_the_rest_as_it_is(string root, string target, string rest) => Assert.Equal(rest, Rest(root, target));

    [Theory]
    [InlineData("/shop", "/")]
    [InlineData("/shop", "/shopping")]
    [InlineData("/shop", "/shop%2F")]
    [InlineData("/shop", "/shop%2fa")]
    [InlineData("/shop", "/sho")]
    [InlineData("/shop", "/Shop/a")]
    [InlineData("/shop", "//shop/a")]
    [InlineData("/shop", "/./shop/a")]
    [InlineData("/shop", "/x/../shop/a")]
    [InlineData("/shop", "/%2e/shop")]
    [InlineData("/shop", "/%2Fshop")]
    [InlineData("/shop", "/%2573hop")]
    [InlineData("/shop", "/shop;x/a")]
    [InlineData("/shop", "http://h")]
    [InlineData("/shop/eu", "/shop")]
    [InlineData("/shop/eu", "/shop/")]
    [InlineData("/shop/eu", "/shop//eu")]
    [InlineData("/shop/eu", "/shop%2Feu")]
    [InlineData("/shop", "/shop/..")]
    [InlineData("/shop", "/shop/../")]
    [InlineData("/shop", "/shop/../shop/a")]
    [InlineData("/shop", "/shop//../a")]
    [InlineData("/shop", "/shop/a/../../b")]
    [InlineData("/shop", "/shop/a//../../b")]
    [InlineData("/shop", "/shop/%2e%2E/b")]
    [InlineData("/shop", "/shop/.%2e%2fb")]
    [InlineData("/shop", "/shop/./../b")]
    public void Is_not_reached_by_a_path_that_only_looks_like_it_or_climbs_out(string root, string target) => Assert.Null(Rest(root, target));

    [Fact]
    public void The_asterisk_means_the_whole_server() => Assert.Equal("*", Rest("/shop", "*", method: "OPTIONS"));

    [Theory]
    [InlineData("/a")]
    [InlineData("/shop/a")]
    public void A_proxy_that_cuts_it_off_leaves_nothing_to_look_for(string target) => Assert.Equal(target, Rest("/shop", target, isStripped: true));

    [Theory]
    [InlineData("shop")]
    [InlineData("/")]
    [InlineData("/shop/")]
    [InlineData("//shop")]
    [InlineData("/shop//eu")]
    [InlineData("/shop/../eu")]
    [InlineData("/./shop")]
    [InlineData("/a%20b")]
    [InlineData("/a?b")]
    [InlineData("/a#b")]
    [InlineData("/a\\b")]
    [InlineData("/a\nb")]
    public void Refuses_what_is_no_path(string text)
    {
        RootPath.Parse(text, isStripped: false, out string? rule);
        Assert.NotNull(rule);
    }

    private static string? Rest(string root, string target, bool isStripped = false, string method = "GET")
    {
        RootPath path = RootPath.Parse(root, isStripped, out string? rule);
        Assert.Null(rule);
        RequestHead head = Requests.Head($"{method} {target} HTTP/1.1\r\nHost: h\r\n\r\n");
        return path.TryMatch(head, out int length) ? Encoding.ASCII.GetString(head.Path[length..]) : null;
    }
}
