using System.Text;
using ActorServer.Gateways.AspNetCore.Exchanges;

namespace ActorServer.Tests.Gateways.AspNetCore;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/plain/path", "/plain/path")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/%E2%82%AC", "/€")]
    [InlineData("/%F0%9F%98%80x", "/😀x")]
    [InlineData("/a%2Fb%2fc", "/a%2Fb%2fc")]
    [InlineData("/100%25", "/100%")]
    [InlineData("/%252e", "/%2e")]
    public void Decodes_escapes_but_the_slash(string raw, string decoded) => Assert.Equal(decoded, Decode(raw));

    [Theory]
    [InlineData("/%")]
    [InlineData("/%4")]
    [InlineData("/%zz")]
    [InlineData("/%FF")]
    [InlineData("/%C3")]
    [InlineData("/%C0%AF")]
    [InlineData("/%ED%A0%80")]
    public void Leaves_what_is_no_escape_of_a_character(string raw) => Assert.Equal(raw, Decode(raw));

    [Theory]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/b/.", "/a/b/")]
    [InlineData("/../../etc/passwd", "/etc/passwd")]
    [InlineData("/a/%2e%2e/b", "/b")]
    [InlineData("/..", "/")]
    [InlineData("/.", "/")]
    [InlineData("/.hidden/..x/...", "/.hidden/..x/...")]
    [InlineData("/a//../b", "/a/b")]
    public void Removes_dot_segments_also_escaped_ones(string raw, string decoded) => Assert.Equal(decoded, Decode(raw));

    private static string Decode(string raw) => RequestPath.Decode(Encoding.ASCII.GetBytes(raw));
}
