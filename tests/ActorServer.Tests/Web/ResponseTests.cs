using ActorServer.Web;

namespace ActorServer.Tests.Web;

public sealed class ResponseTests
{
    [Fact]
    public async Task Given_fields_win_over_the_defaults()
    {
        var call = await SendAsync(new Response(201, "<p>") { Headers = { ContentType = "text/html", ContentLength = 7 } });
        Assert.Equal((201, "text/html", 7), (call.Status, call.Headers.ContentType, call.Headers.ContentLength));
    }

    [Fact]
    public async Task A_field_may_come_twice()
    {
        var call = await SendAsync(new Response(200, "x") { Headers = { SetCookie = new[] { "a=1", "b=2" } } });
        Assert.Equal(["a=1", "b=2"], call.Headers.SetCookie.AsEnumerable());
    }

    [Fact]
    public async Task An_empty_body_has_a_length_and_no_type()
    {
        var call = await SendAsync(new Response(302) { Headers = { Location = "/users/7" } });
        Assert.Equal(["Content-Length", "Location"], call.Headers.Keys.Order());
        Assert.Equal(0, call.Headers.ContentLength);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public async Task A_status_without_body_has_no_fields(int status)
    {
        Assert.Empty((await SendAsync(new Response(status))).Headers);
    }

    [Fact]
    public async Task Bytes_are_sent_as_they_are()
    {
        var call = await SendAsync(new Response(200, "grün"u8.ToArray()) { Headers = { ContentType = "application/octet-stream" } });
        Assert.Equal(("grün", "application/octet-stream"), (call.Body, call.Headers.ContentType.ToString()));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(304)]
    public void A_body_for_a_status_that_has_none_is_refused(int status)
    {
        var error = Assert.Throws<ArgumentException>(() => new Response(status, "x"));
        Assert.Contains($"status {status} has no body (RFC 9110 §6.4.1); 1 bytes were given", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(599)]
    public void A_final_status_is_taken(int status)
    {
        Assert.Equal(status, new Response(status).Status);
    }

    [Theory]
    [InlineData(199)]
    [InlineData(600)]
    public void A_status_that_is_not_final_is_refused(int status)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Response(status));
    }

    private static Task<Call> SendAsync(Response response) => Call.OfAsync(Application.Over(new UrlMap { { "/", _ => response } }), "/");
}
