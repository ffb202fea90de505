using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Fact]
    public async Task A_text_is_answered()
    {
        using var answer = await Client.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, "Hello World!"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(["Content-Type: text/plain; charset=utf-8", "Transfer-Encoding: chunked"], FieldsOf(answer));
    }

    [Fact]
    public async Task JSON_goes_in_to_a_service_and_comes_out()
    {
        using var answer = await Client.PostAsJsonAsync("/orders", new { article = "nut", amount = 3 });
        Assert.Equal((HttpStatusCode.Created, """{"article":"nut","amount":3,"price":4.5}"""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(["Content-Type: application/json; charset=utf-8", "Location: /orders/7", "Transfer-Encoding: chunked"], FieldsOf(answer));
    }

    [Fact]
    public async Task Broken_JSON_is_400()
    {
        using var answer = await Client.PostAsync("/orders", new StringContent("{", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["Content-Length: 0"], FieldsOf(answer));
    }

    [Theory]
    [InlineData("/orders/7", """{"id":7}""")]
    [InlineData("/search?text=a%20b%2Bc+d&page=2", """{"text":"a b+c d","page":2}""")]
    [InlineData("/search?text=", """{"text":"","page":1}""")]
    public async Task Values_of_route_and_query_arrive(string path, string json)
    {
        Assert.Equal(json, await TextOfAsync(path));
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/orders/seven")]
    public async Task A_path_without_an_endpoint_is_404(string path)
    {
        using var answer = await Client.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(["Content-Length: 0"], FieldsOf(answer));
    }

    [Fact]
    public async Task A_method_without_an_endpoint_is_405()
    {
        using var answer = await Client.DeleteAsync("/orders");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["Allow: POST", "Content-Length: 0"], FieldsOf(answer));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("PURGE")]
    public async Task Every_method_arrives(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/method");
        using var answer = await Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, method), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task TRACE_arrives_where_the_server_takes_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Trace, "/method");
        using var answer = await Client.SendAsync(request);
        Assert.Equal(Differences.TakesTrace ? HttpStatusCode.OK : HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task HEAD_has_the_fields_and_no_body()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("HEAD /small.txt HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Contains("Content-Length: 14", FieldsOf(await wire.ReadHeadAsync()));

        // The next answer follows at once: no byte of the first body came.
        await wire.SendAsync("HEAD /method HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await wire.ReadHeadAsync(), StringComparison.Ordinal);
        await wire.SendAsync("GET /method HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await wire.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(204, "No Content")]
    [InlineData(304, "Not Modified")]
    public async Task A_status_without_body_has_no_framing_and_keeps_the_connection(int status, string phrase)
    {
        using var wire = await server.ConnectAsync();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await wire.SendAsync($"GET /status/{status} HTTP/1.1\r\nHost: a\r\n\r\n");
            var head = await wire.ReadHeadAsync();
            Assert.StartsWith($"HTTP/1.1 {status} {phrase}\r\n", head, StringComparison.Ordinal);
            Assert.Empty(FieldsOf(head));
        }
    }

    [Theory]
    [InlineData(201)]
    [InlineData(205)]
    [InlineData(418)]
    [InlineData(503)]
    public async Task A_status_without_content_says_so(int status)
    {
        using var answer = await Client.GetAsync($"/status/{status}");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(["Content-Length: 0"], FieldsOf(answer));
    }

    [Fact]
    public async Task Redirects_name_their_target()
    {
        using var found = await Client.GetAsync("/redirect");
        Assert.Equal(HttpStatusCode.Found, found.StatusCode);
        Assert.Equal(["Content-Length: 0", "Location: /"], FieldsOf(found));

        using var kept = await Client.PostAsync("/redirect", null);
        Assert.Equal(HttpStatusCode.TemporaryRedirect, kept.StatusCode);
        Assert.Equal(["Content-Length: 0", "Location: /method"], FieldsOf(kept));
    }

    [Fact]
    public async Task Cookies_go_out_one_field_each_and_come_in()
    {
        using var answer = await Client.PostAsync("/cookies", null);
        Assert.Equal(["Content-Length: 0", "Set-Cookie: first=one%20two; path=/; httponly", "Set-Cookie: second=2; path=/"], FieldsOf(answer));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/cookies") { Headers = { { "Cookie", "first=one%20two; second=2" } } };
        using var seen = await Client.SendAsync(request);
        Assert.Equal("""{"first":"one two","second":"2"}""", await seen.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HTTP_1_0_is_answered_without_chunks_and_closed()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("GET / HTTP/1.0\r\n\r\n");
        var head = await wire.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        Assert.DoesNotContain(FieldsOf(head), field => field.StartsWith("Transfer-Encoding", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(("Hello World!", false), await wire.ReadToEndAsync());
    }

    [Fact]
    public async Task Requests_sent_at_once_are_answered_in_order()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("GET /orders/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /orders/2 HTTP/1.1\r\nHost: a\r\n\r\nGET /orders/3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        var (text, isReset) = await wire.ReadToEndAsync();
        Assert.False(isReset);
        Assert.Equal(["1", "2", "3"], Regex.Matches(text, """{"id":(\d)}""").Select(match => match.Groups[1].Value));
    }
}
