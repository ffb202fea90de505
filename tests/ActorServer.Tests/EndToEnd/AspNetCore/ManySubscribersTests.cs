namespace ActorServer.Tests.EndToEnd.AspNetCore;

/// <summary>A thousand streams of events at once.</summary>
[Collection(Processes.Name)]
public sealed class ManySubscribersTests
{
    private const int Subscribers = 1000;
    private const int Events = 20;

    [Fact]
    public async Task A_thousand_subscribers_get_every_event_in_order_and_leave_their_places()
    {
        using var server = ServerProcess.StartDotnet("webapp", $"concurrency: {Subscribers + 200}\nbacklog: 1024");
        using var publisher = server.Client();

        // The second thousand find places only where the first had theirs.
        for (int round = 1; round <= 2; round++)
        {
            using (var subscribers = server.Client())
            {
                await SubscribeAndListenAsync(subscribers, publisher);
            }

            ServerProcess.WaitUntil(() => publisher.GetStringAsync("/feed/subscribers").GetAwaiter().GetResult() == "0", "nobody listens any more");
        }
    }

    private static async Task SubscribeAndListenAsync(HttpClient client, HttpClient publisher)
    {
        using var ceiling = new CancellationTokenSource(RunningApplication.Ceiling);
        StreamReader[] subscribers = await Task.WhenAll(Enumerable.Range(0, Subscribers).Select(async _ =>
        {
            var events = new StreamReader(await client.GetStreamAsync("/feed", ceiling.Token));
            Assert.Equal("subscribed", await NextAsync(events, ceiling.Token));
            return events;
        }));
        Assert.Equal($"{Subscribers}", await publisher.GetStringAsync("/feed/subscribers"));

        string[] published = [.. Enumerable.Range(1, Events).Select(number => $"event {number}")];
        Task<string[]>[] received = [.. subscribers.Select(async events =>
        {
            string[] texts = new string[Events];
            for (int number = 0; number < Events; number++)
            {
                texts[number] = await NextAsync(events, ceiling.Token);
            }

            return texts;
        })];
        foreach (string text in published)
        {
            using var done = await publisher.PostAsync("/publish", new StringContent(text));
        }

        Assert.All(await Task.WhenAll(received), texts => Assert.Equal(published, texts));
        foreach (var events in subscribers)
        {
            events.Dispose();
        }
    }

    // An event is a line of data and an empty one.
    private static async Task<string> NextAsync(StreamReader events, CancellationToken ceiling)
    {
        string? data = await events.ReadLineAsync(ceiling);
        Assert.Equal("", await events.ReadLineAsync(ceiling));
        Assert.StartsWith("data: ", data, StringComparison.Ordinal);
        return data!["data: ".Length..]; // It starts with something.
    }
}
