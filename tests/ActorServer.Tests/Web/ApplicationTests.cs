using ActorServer.Tests.Gateways;
using ActorServer.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorServer.Tests.Web;

public sealed class ApplicationTests
{
    private static readonly RequestDelegate Site = Application.Over(new UrlMap
    {
        { "/", _ => new Response(200, "grün") },
        { "/later", async request => new Response(201, await request.ReadTextAsync()) },
        { "/raise", (View)(_ => throw new InvalidTimeZoneException("on purpose")) },
        { "/null", _ => Task.FromResult<Response>(null!) }, // What a careless view may do.
        { "/too-large", (View)(_ => throw new BadHttpRequestException("too large", 413)) },
        { "/bad-header", _ => new Response(200, "x") { Headers = { ["Content-Length"] = "many" } } },
        { "/seen", request => new Response(200, $"{request.Method} {request.Path} {string.Join(',', request.Query["x"].ToArray())} {request.Headers["x-NAME"]}") },
    });

    [Fact]
    public async Task A_view_answers_its_path()
    {
        var call = await Call.OfAsync(Site, "/");
        Assert.Equal((200, "grün", "text/plain; charset=utf-8", 5), (call.Status, call.Body, call.Headers.ContentType, call.Headers.ContentLength));
    }

    [Fact]
    public async Task A_view_may_wait()
    {
        var call = await Call.OfAsync(Site, "/later", "POST", "the body");
        Assert.Equal((201, "the body"), (call.Status, call.Body));
    }

    [Theory]
    [InlineData("/nope")]
    [InlineData("/LATER")]
    [InlineData("/later/")]
    [InlineData("/nä")]
    public async Task A_path_without_a_view_is_404(string path)
    {
        var call = await Call.OfAsync(Site, path);
        Assert.Equal((404, $"No mapping found for url {path}"), (call.Status, call.Body));
    }

    [Fact]
    public async Task An_empty_path_is_the_root()
    {
        Assert.Equal(200, (await Call.OfAsync(Site, "")).Status);
    }

    [Theory]
    [InlineData("/raise", "on purpose")]
    [InlineData("/null", "The view of /null returned null, not a Response.")]
    public async Task A_view_that_fails_is_500_and_a_line_in_the_log_of_the_host(string path, string reason)
    {
        using var log = new ListLoggerFactory();
        using var services = new ServiceCollection().AddSingleton<ILoggerFactory>(log).BuildServiceProvider();
        var call = new Call(path) { Context = { RequestServices = services } };

        await Site(call.Context);

        Assert.Equal((500, "Internal Server Error"), (call.Status, call.Body));
        var line = Assert.Single(log.Lines);
        Assert.StartsWith($"Error The view of GET {path} failed", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_answered_without_a_host_too()
    {
        Assert.Equal(500, (await Call.OfAsync(Site, "/raise")).Status);
    }

    [Fact]
    public async Task A_client_that_breaks_the_rules_is_left_to_the_server()
    {
        await Assert.ThrowsAsync<BadHttpRequestException>(() => Call.OfAsync(Site, "/too-large"));
    }

    [Fact]
    public async Task A_failure_for_a_client_that_has_gone_is_left_to_the_server()
    {
        var call = new Call("/raise") { Context = { RequestAborted = new CancellationToken(canceled: true) } };
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Site(call.Context));
    }

    [Fact]
    public async Task HEAD_gets_the_fields_without_the_body()
    {
        var call = await Call.OfAsync(Site, "/", "HEAD");
        Assert.Equal((200, "", 5), (call.Status, call.Body, call.Headers.ContentLength));
    }

    [Fact]
    public async Task A_request_has_method_path_query_and_headers()
    {
        var call = new Call("/seen", "PUT", query: "?x=1&x=2&y=");
        call.Context.Request.Headers["X-Name"] = "7";
        await Site(call.Context);
        Assert.Equal("PUT /seen 1,2 7", call.Body);
    }

    [Fact]
    public async Task A_body_is_read_once_and_kept()
    {
        var texts = new List<string>();
        var site = Application.Over(new UrlMap
        {
            {
                "/", async request =>
                {
                    texts.Add(await request.ReadTextAsync());
                    texts.Add(await request.ReadTextAsync());
                    return new Response(204);
                }
            },
        });
        await Call.OfAsync(site, "/", "POST", "once");
        Assert.Equal(["once", "once"], texts);
    }
}
