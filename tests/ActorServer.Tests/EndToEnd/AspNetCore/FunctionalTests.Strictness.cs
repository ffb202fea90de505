namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    private const string Taken = "HTTP/1.1 200 OK\r\n";
    private const string Refused = "HTTP/1.1 400 Bad Request\r\n";

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n")]
    [InlineData("GET /a b HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("G(T / HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nA : b\r\n")]
    [InlineData("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n")]
    public async Task A_broken_request_is_400_and_the_end(string head)
    {
        Assert.StartsWith(Refused, await AnswerToAsync(head), StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Fact]
    public async Task A_length_beside_chunks_is_refused_where_the_server_is_strict()
    {
        var answer = await AnswerToAsync("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n");
        Assert.StartsWith(Differences.TakesLengthBesideChunks ? Taken : Refused, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_with_an_underscore_is_dropped_where_the_server_is_strict()
    {
        var answer = await AnswerToAsync("GET /header/x_a HTTP/1.1\r\nHost: a\r\nX_A: 1\r\n");
        Assert.Contains(Differences.TakesUnderscores ? "[\"1\"]" : "[]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_not_UTF_8_is_Latin_1_where_the_server_takes_it()
    {
        var answer = await AnswerToAsync("GET /header/x-a HTTP/1.1\r\nHost: a\r\nX-A: \u00fc\r\n");
        Assert.StartsWith(Differences.TakesLatin1 ? Taken : Refused, answer, StringComparison.Ordinal);
        Assert.Equal(Differences.TakesLatin1, answer.Contains("[\"\u00c3\u00bc\"]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_target_wins_over_Host_where_the_server_takes_it()
    {
        var answer = await AnswerToAsync("GET http://b/facts HTTP/1.1\r\nHost: a\r\n");
        Assert.StartsWith(Differences.PrefersAuthorityOfTarget ? Taken : Refused, answer, StringComparison.Ordinal);
        Assert.Equal(Differences.PrefersAuthorityOfTarget, answer.Contains("\"host\":\"b\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_identifier_of_the_client_is_kept_where_the_server_takes_it()
    {
        var facts = await FactsAsync("GET /facts HTTP/1.1\r\nHost: a\r\nX-Request-ID: mine-7\r\n");
        Assert.Equal(Differences.TakesRequestId, facts.GetProperty("trace").GetString() == "mine-7");
    }

    private async Task<string> AnswerToAsync(string head, string body = "")
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"{head}Connection: close\r\n\r\n{body}");
        return (await wire.ReadToEndAsync()).Text;
    }
}
