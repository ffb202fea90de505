using System.Net;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_of_the_size_that_the_application_set_is_taken(bool isChunked)
    {
        // "3e8␍␊" before the bytes, and "␍␊0␍␊␍␊" behind them.
        var length = isChunked && Differences.CountsFraming ? 1000 - 12 : 1000;
        using var answer = await PostLimitedAsync(length, isChunked);
        Assert.Equal((HttpStatusCode.OK, length), (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync()).Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_larger_than_the_application_set_is_413(bool isChunked)
    {
        using var answer = await PostLimitedAsync(1001, isChunked);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_larger_than_the_server_allows_is_413()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000000\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", await wire.ReadHeadAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PostLimitedAsync(int length, bool isChunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/limited?limit=1000") { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.TransferEncodingChunked = isChunked;
        return await Client.SendAsync(request);
    }
}
