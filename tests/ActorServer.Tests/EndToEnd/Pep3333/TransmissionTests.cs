using ActorServer.Tests.EndToEnd.AspNetCore;

namespace ActorServer.Tests.EndToEnd.Pep3333;

/// <summary>What is sent when: PEP 3333, Buffering and Streaming; HTTP 1.1 Expect/Continue; and a client that leaves.</summary>
[Collection(Processes.Name)]
public sealed class TransmissionTests(SentenceServer server) : IClassFixture<SentenceServer>
{
    [Theory]
    [InlineData("plain")]
    [InlineData("validated")]
    public async Task Each_block_is_sent_before_the_next_is_made(string how)
    {
        using var folder = new TemporaryFolder();
        using var wire = await Wire.ConnectAsync(server.Process.Url);
        await wire.SendAsync($"GET /{how}/streams HTTP/1.1\r\nHost: h\r\nX-Go: {folder.Of("go")}\r\n\r\n");

        await wire.ReadHeadAsync();
        for (var number = 0; number < 3; number++)
        {
            // The application waits for the file: the block came without what follows it.
            Assert.EndsWith($"block {number},\r\n", await wire.ReadUntilAsync(",\r\n"), StringComparison.Ordinal);
            await File.WriteAllTextAsync(folder.Of("go.new"), "");
            File.Move(folder.Of("go.new"), folder.Of("go"));
        }

        await wire.ReadUntilAsync("0\r\n\r\n");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("validated")]
    public async Task An_iterable_is_closed_when_its_client_leaves(string how)
    {
        _ = await server.NotesAsync();
        using (var wire = await Wire.ConnectAsync(server.Process.Url))
        {
            await wire.SendAsync($"GET /{how}/endless HTTP/1.1\r\nHost: h\r\n\r\n");
            await wire.ReadHeadAsync();
            wire.Reset();
        }

        Assert.Equal("closed without its client", await server.NotesAsync());
    }

    [Fact]
    public async Task A_client_that_expects_it_is_told_to_continue()
    {
        using var wire = await Wire.ConnectAsync(server.Process.Url);
        await wire.SendAsync("POST /validated/read-all HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 100 ", await wire.ReadHeadAsync(), StringComparison.Ordinal);
        await wire.SendAsync("hello");
        Assert.StartsWith("HTTP/1.1 200 ", await wire.ReadHeadAsync(), StringComparison.Ordinal);
        await wire.ReadUntilAsync("[b'hello', b'', b'']");
    }

    [Fact]
    public async Task What_an_application_leaves_of_its_input_is_not_the_next_request()
    {
        using var wire = await Wire.ConnectAsync(server.Process.Url);
        const string smuggled = "GET /plain/seen HTTP/1.1\r\nHost: h\r\n\r\n";

        await wire.SendAsync($"POST /plain/not-read HTTP/1.1\r\nHost: h\r\nContent-Length: {smuggled.Length}\r\n\r\n{smuggled}");
        await wire.ReadUntilAsync("not read");
        await wire.SendAsync("GET /plain/one-block HTTP/1.1\r\nHost: h\r\n\r\n");

        await wire.ReadUntilAsync("one block");
    }

    [Theory]
    [InlineData("concurrency: 2", "[(1, 0), 'http', False, True, False]")]
    [InlineData("concurrency: 1\nthreads: 2", "[(1, 0), 'http', True, False, False]")]
    public async Task Multiprocess_and_multithread_are_the_truth(string yaml, string facts)
    {
        using var other = ServerProcess.StartIn(Path.Combine(ServerProcess.Root, "tests", "apps", "pep3333"), "clauses", yaml);
        using var client = other.Client();

        Assert.Equal(facts, await client.GetStringAsync("/validated/wsgi-values"));
    }
}
