using ActorServer.Web;

namespace ActorServer.Tests.Web;

public sealed class UrlMapTests
{
    [Fact]
    public async Task Of_two_entries_for_a_path_the_first_wins()
    {
        var site = Application.Over(new UrlMap { { "/", _ => new Response(200, "first") }, { "/", _ => new Response(200, "second") } });
        Assert.Equal("first", (await Call.OfAsync(site, "/")).Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("health")]
    public void A_path_that_does_not_begin_with_a_slash_is_refused(string path)
    {
        var error = Assert.Throws<ArgumentException>(() => new UrlMap { { path, _ => new Response() } });
        Assert.Contains($"The URL map has the path '{path}'; a path begins with '/'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_lists_its_paths()
    {
        Assert.Equal(["/a", "/b"], new UrlMap { { "/a", _ => new Response() }, { "/b", _ => new Response() } }.Select(entry => entry.Key));
    }
}
