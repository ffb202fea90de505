using System.Net;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>Controllers, views, anti-forgery and static assets, as the template sets them up.</summary>
public abstract partial class MvcAppTests(RunningApplication server)
{
    [Fact]
    public async Task A_view_is_rendered_in_its_layout()
    {
        using var answer = await server.Client.GetAsync("/Home/Hello/J%C3%BCrgen");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Contains("<title>Hello</title>", page, StringComparison.Ordinal);
        Assert.Contains("<p>Hello, J&#xFC;rgen!</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_its_token_is_taken()
    {
        using var answer = await PostAsync("Anna", withToken: true);
        Assert.Equal((HttpStatusCode.Redirect, "/Home/Hello/Anna"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task A_form_that_is_not_valid_comes_back_with_the_reason()
    {
        using var answer = await PostAsync(new string('x', 21), withToken: true);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("maximum length of 20.</span>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_is_400()
    {
        using var answer = await PostAsync("Anna", withToken: false);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_asset_is_found_by_the_link_of_the_page()
    {
        var link = Link().Match(await server.Client.GetStringAsync("/"));
        using var answer = await server.Client.GetAsync(link.Groups[1].Value);
        Assert.Equal((HttpStatusCode.OK, "text/css"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal("body { font-family: sans-serif; }\n", await answer.Content.ReadAsStringAsync());
        Assert.NotNull(answer.Headers.ETag);
    }

    [Fact]
    public async Task An_asset_comes_compressed_to_who_takes_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/site.css") { Headers = { AcceptEncoding = { new("gzip") } } };
        using var answer = await server.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, "gzip"), (answer.StatusCode, answer.Content.Headers.ContentEncoding.Single()));
        Assert.Equal([0x1f, 0x8b], (await answer.Content.ReadAsByteArrayAsync())[..2]);
    }

    [Fact]
    public async Task An_unknown_page_is_404()
    {
        using var answer = await server.Client.GetAsync("/Home/Nowhere");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string name, bool withToken)
    {
        using var page = await server.Client.GetAsync("/");
        var token = Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        var cookie = page.Headers.GetValues("Set-Cookie").Single();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/")
        {
            Headers = { { "Cookie", cookie[..cookie.IndexOf(';', StringComparison.Ordinal)] } },
            Content = new FormUrlEncodedContent([new("Name", name), .. withToken ? [new KeyValuePair<string, string>("__RequestVerificationToken", token)] : Array.Empty<KeyValuePair<string, string>>()]),
        };
        return await server.Client.SendAsync(request);
    }

    [GeneratedRegex("href=\"(/site\\.css[^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [Collection(Processes.Name)]
    public sealed class OnKestrel(OnKestrel.Server server) : MvcAppTests(server), IClassFixture<OnKestrel.Server>
    {
        public sealed class Server() : KestrelApplication("mvcapp");
    }

    [Collection(Processes.Name)]
    public sealed class OnActorServer(OnActorServer.Server server) : MvcAppTests(server), IClassFixture<OnActorServer.Server>
    {
        public sealed class Server() : ActorServerApplication("mvcapp");
    }
}
