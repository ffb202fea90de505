using System.Text;
using System.Text.Json;

namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Fact]
    public async Task A_request_is_described()
    {
        var facts = await FactsAsync("GET /facts/a?b=c%20d&e HTTP/1.1\r\nHost: example.org:81\r\nX-Test: 1\r\nX-Empty:\r\n");
        Assert.Equal(
            ("GET", "http", "example.org:81", "", "/facts/a", "a", "?b=c%20d&e", "/facts/a?b=c%20d&e", "HTTP/1.1"),
            (Text("method"), Text("scheme"), Text("host"), Text("pathBase"), Text("path"), Text("rest"), Text("query"), Text("rawTarget"), Text("protocol")));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.False, JsonValueKind.False), (Kind("contentLength"), Kind("canHaveBody"), Kind("isHttps")));
        Assert.Equal(["Connection", "Host", "X-Empty", "X-Test"], facts.GetProperty("headers").EnumerateObject().Select(field => field.Name).Where(name => !Differences.Fields.Contains(name)).Order());

        string? Text(string name) => facts.GetProperty(name).GetString();
        JsonValueKind Kind(string name) => facts.GetProperty(name).ValueKind;
    }

    [Theory]
    [InlineData("Content-Length: 0", "", "0", false)]
    [InlineData("Content-Length: 3", "abc", "3", true)]
    [InlineData("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n", "null", true)]
    public async Task The_framing_of_a_body_is_told(string field, string body, string length, bool canHaveBody)
    {
        var facts = await FactsAsync($"POST /facts HTTP/1.1\r\nHost: a\r\n{field}\r\n", body);
        Assert.Equal((length, canHaveBody), (facts.GetProperty("contentLength").GetRawText(), facts.GetProperty("canHaveBody").GetBoolean()));
    }

    [Fact]
    public async Task The_version_is_told()
    {
        Assert.Equal("HTTP/1.0", (await FactsAsync("GET /facts HTTP/1.0\r\nHost: a\r\n")).GetProperty("protocol").GetString());
    }

    [Theory]
    [InlineData("/facts/a%20b", "/facts/a b")]
    [InlineData("/facts/a+b", "/facts/a+b")]
    [InlineData("/facts/a%2Fb%2fc", "/facts/a%2Fb%2fc")]
    [InlineData("/facts/a%5Cb", "/facts/a\\b")]
    [InlineData("/facts/a%25b", "/facts/a%b")]
    [InlineData("/facts/j%C3%BC", "/facts/jü")]
    [InlineData("/facts/%E2%82%AC%F0%9F%98%80", "/facts/€😀")]
    [InlineData("/facts/%FF", "/facts/%FF")]
    [InlineData("/facts/%C3", "/facts/%C3")]
    [InlineData("/facts/a/../b", "/facts/b")]
    [InlineData("/facts/./b", "/facts/b")]
    [InlineData("/facts/a/%2e%2e/b", "/facts/b")]
    [InlineData("/../facts/b/", "/facts/b/")]
    [InlineData("/facts//b", "/facts//b")]
    [InlineData("/FACTS/b", "/FACTS/b")]
    [InlineData("/facts/b;c=d", "/facts/b;c=d")]
    public async Task A_path_is_decoded_and_the_target_is_kept(string target, string path)
    {
        var facts = await FactsAsync($"GET {target} HTTP/1.1\r\nHost: a\r\n");
        Assert.Equal((path, target), (facts.GetProperty("path").GetString(), facts.GetProperty("rawTarget").GetString()));
    }

    [Fact]
    public async Task A_target_may_be_a_whole_address()
    {
        var facts = await FactsAsync("GET http://a/facts/b?c HTTP/1.1\r\nHost: a\r\n");
        Assert.Equal(
            ("/facts/b", "?c", "http://a/facts/b?c", "a"),
            (facts.GetProperty("path").GetString(), facts.GetProperty("query").GetString(), facts.GetProperty("rawTarget").GetString(), facts.GetProperty("host").GetString()));
    }

    [Fact]
    public async Task Fields_are_found_in_any_case_and_keep_their_values()
    {
        using var wire = await server.ConnectAsync();
        var utf8 = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Jürgen"));
        await wire.SendAsync($"GET /header/x-TEST HTTP/1.1\r\nHost: a\r\nX-Test: a, b\r\nx-test:   {utf8} \r\nX-TEST:\r\nConnection: close\r\n\r\n");
        await wire.ReadUntilAsync($"""["a, b","{utf8}",""]""");
    }

    [Fact]
    public async Task What_a_proxy_says_reaches_the_application()
    {
        var facts = await FactsAsync("GET /facts HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\nForwarded: for=192.0.2.1\r\n");
        Assert.Equal(
            ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto"],
            facts.GetProperty("headers").EnumerateObject().Select(field => field.Name).Where(name => name.Contains("Forwarded", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task A_field_that_is_absent_has_no_value()
    {
        Assert.Equal("[]", await TextOfAsync("/header/x-test"));
    }

    [Fact]
    public async Task The_ends_of_the_connection_are_told()
    {
        using var wire = await server.ConnectAsync();
        var ends = await JsonOverAsync(wire, "GET /connection HTTP/1.1\r\nHost: a\r\n");
        Assert.Equal(("127.0.0.1", wire.LocalPort), (ends.GetProperty("remoteAddress").GetString(), ends.GetProperty("remotePort").GetInt32()));
    }

    [Fact]
    public async Task Every_request_has_an_identifier_of_its_own()
    {
        var seen = new HashSet<string?>();
        foreach (var _ in Enumerable.Range(0, 3))
            seen.Add((await JsonOfAsync("/facts")).GetProperty("trace").GetString());
        Assert.Equal(3, seen.Count);
        Assert.DoesNotContain(seen, string.IsNullOrEmpty);
    }

    [Fact]
    public async Task Synchronous_reading_and_writing_is_refused()
    {
        Assert.Equal("refused", await TextOfAsync("/sync/write"));
        using var answer = await Client.PostAsync("/sync/read", new StringContent("x"));
        Assert.Equal("refused", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_wish_to_upgrade_is_told_and_does_not_disturb_an_answer()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("GET /upgradable HTTP/1.1\r\nHost: a\r\nConnection: close, Upgrade\r\nUpgrade: test\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await wire.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Contains(Differences.UpgradesConnections ? "true" : "false", (await wire.ReadToEndAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_upgrades_where_the_server_can()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("GET /upgrade HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n");
        var head = await wire.ReadHeadAsync();
        Assert.StartsWith(Differences.UpgradesConnections ? "HTTP/1.1 101 Switching Protocols\r\n" : "HTTP/1.1 426 Upgrade Required\r\n", head, StringComparison.Ordinal);
    }

    /// <summary>Sends a request to a path of facts, and gives them.</summary>
    private async Task<JsonElement> FactsAsync(string head, string body = "")
    {
        using var wire = await server.ConnectAsync();
        return await JsonOverAsync(wire, head, body);
    }

    /// <summary>Sends a head, to which the end is added, and a body; gives the JSON of the answer, which is all that has braces in it.</summary>
    private static async Task<JsonElement> JsonOverAsync(Wire wire, string head, string body = "")
    {
        await wire.SendAsync($"{head}Connection: close\r\n\r\n{body}");
        var (text, _) = await wire.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", text, StringComparison.Ordinal);
        return JsonDocument.Parse(Encoding.Latin1.GetBytes(text[text.IndexOf('{', StringComparison.Ordinal)..(text.LastIndexOf('}') + 1)])).RootElement;
    }
}
