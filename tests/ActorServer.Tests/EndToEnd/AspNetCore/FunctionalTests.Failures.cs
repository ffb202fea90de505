namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Fact]
    public async Task An_exception_before_the_head_is_500_and_the_connection_goes_on()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n");
        var head = await wire.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 500 Internal Server Error\r\n", head, StringComparison.Ordinal);
        Assert.Equal(Differences.ExplainsFailures, !FieldsOf(head).SequenceEqual(["Content-Length: 0"]));
        await wire.SendAsync("GET /orders/7 HTTP/1.1\r\nHost: a\r\n\r\n");
        await wire.ReadUntilAsync("""{"id":7}""");
    }

    [Theory]
    [InlineData("/throw/late")]
    [InlineData("/abort/late")]
    public async Task An_answer_that_breaks_off_is_an_error_at_the_client(string path)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => TextOfAsync(path));
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("/abort")]
    [InlineData("/abort/late")]
    public async Task An_application_that_aborts_resets_the_connection(string path)
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.True((await wire.ReadToEndAsync()).IsReset);
        await AssertServesAsync();
    }

    [Theory]
    [InlineData(10, 5)]
    [InlineData(10, 0)]
    [InlineData(5, 10)]
    public async Task A_body_that_is_not_as_long_as_it_said_is_an_error_at_the_client(int declared, int written)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => TextOfAsync($"/length/{declared}/{written}"));
        await AssertServesAsync();
    }

    [Fact]
    public async Task A_body_as_long_as_it_said_is_none()
    {
        Assert.Equal("xxxxx", await TextOfAsync("/length/5/5"));
    }

    [Fact]
    public async Task A_request_that_waits_for_ever_or_blocks_a_thread_disturbs_no_other()
    {
        using var never = await server.ConnectAsync();
        await never.SendAsync("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
        using var blocking = await server.ConnectAsync();
        await blocking.SendAsync("GET /block?ms=200 HTTP/1.1\r\nHost: a\r\n\r\n");
        await AssertServesAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await blocking.ReadHeadAsync(), StringComparison.Ordinal);
    }

    private async Task AssertServesAsync() => Assert.Equal("Hello World!", await TextOfAsync("/"));
}
