namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Fact]
    public async Task An_event_is_with_the_client_before_the_next_is_sent()
    {
        var gate = NewName();
        using var answer = await Client.GetAsync($"/events/{gate}", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(["Content-Type: text/event-stream", "Transfer-Encoding: chunked"], FieldsOf(answer));
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal(("data: 1", ""), (await events.ReadLineAsync(), await events.ReadLineAsync()));
        foreach (var number in (int[])[2, 3])
        {
            using var opened = await Client.PostAsync($"/gates/{gate}", null);
            Assert.Equal(($"data: {number}", ""), (await events.ReadLineAsync(), await events.ReadLineAsync()));
        }

        Assert.Null(await events.ReadLineAsync());
    }

    [Fact]
    public async Task Events_at_an_interval_arrive_all()
    {
        Assert.Equal("data: 1\n\ndata: 2\n\ndata: 3\n\n", await TextOfAsync("/events?count=3&interval=5"));
    }

    [Fact]
    public async Task Pieces_go_both_ways_at_once()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /duplex HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        Assert.Equal(["Transfer-Encoding: chunked"], FieldsOf(await wire.ReadHeadAsync()));
        foreach (var word in (string[])["one", "two", "six"])
        {
            await wire.SendAsync($"3\r\n{word}\r\n");
            Assert.Equal($"3\r\n{word}\r\n", await wire.ReadUntilAsync($"3\r\n{word}\r\n"));
        }

        await wire.SendAsync("0\r\n\r\nGET /orders/7 HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal("0\r\n\r\n", await wire.ReadUntilAsync("\r\n\r\n"));
        await wire.ReadUntilAsync("""{"id":7}""");
    }

    [Fact]
    public async Task Pieces_go_both_ways_with_a_length_too()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("POST /duplex HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nConnection: close\r\n\r\none");
        await wire.ReadUntilAsync("3\r\none\r\n");
        await wire.SendAsync("two");
        Assert.Equal(("3\r\ntwo\r\n0\r\n\r\n", false), await wire.ReadToEndAsync());
    }

    [Fact]
    public async Task Every_subscriber_gets_what_is_published()
    {
        var text = NewName();
        var subscribers = await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            var wire = await server.ConnectAsync();
            await wire.SendAsync("GET /feed HTTP/1.1\r\nHost: a\r\n\r\n");
            await wire.ReadUntilAsync("data: subscribed\n\n");
            return wire;
        }));
        using var published = await Client.PostAsync("/publish", new StringContent(text));
        foreach (var wire in subscribers)
        {
            await wire.ReadUntilAsync($"data: {text}\n\n");
            wire.Reset();
            wire.Dispose();
        }
    }
}
