namespace ActorServer.Tests.EndToEnd.AspNetCore;

public abstract partial class FunctionalTests
{
    [Fact]
    public async Task Hooks_run_around_the_answer_the_last_first()
    {
        var name = NewName();
        Assert.Equal("x", await TextOfAsync($"/hooks/{name}"));
        var notes = await WaitForNoteAsync(name, "completed 1");
        Assert.Equal(["before, started: False", "starting 2", "starting 1", "after, started: True", "completed 2", "completed 1"], notes);
    }

    [Fact]
    public async Task A_hook_can_add_a_field_just_before_the_head_goes()
    {
        using var answer = await Client.GetAsync("/late-header");
        Assert.Contains("X-Late: set by OnStarting", FieldsOf(answer));
    }

    [Fact]
    public async Task A_service_of_the_request_is_disposed_after_it()
    {
        var name = await TextOfAsync("/visit");
        Assert.Equal(["disposed"], await WaitForNoteAsync(name, "disposed"));
    }

    [Fact]
    public async Task A_client_that_resets_its_connection_ends_the_wait_for_it()
    {
        var name = NewName();
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"GET /wait/{name} HTTP/1.1\r\nHost: a\r\n\r\n");
        await WaitForNoteAsync(name, "waiting");
        wire.Reset();
        Assert.Equal(["waiting", "aborted"], await WaitForNoteAsync(name, "aborted"));
    }

    [Fact]
    public async Task A_client_that_resets_its_connection_within_its_body_ends_the_wait_for_it()
    {
        var name = NewName();
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"POST /wait/{name} HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
        await WaitForNoteAsync(name, "waiting");
        wire.Reset();
        Assert.Equal(["waiting", "aborted"], await WaitForNoteAsync(name, "aborted"));
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_events_for_it()
    {
        using var wire = await server.ConnectAsync();
        await wire.SendAsync("GET /feed HTTP/1.1\r\nHost: a\r\n\r\n");
        await wire.ReadUntilAsync("data: subscribed\n\n");
        wire.Dispose();
        ServerProcess.WaitUntil(NobodyListens, "the subscriber is gone");

        // A server may find out only when it writes.
        bool NobodyListens()
        {
            Client.PostAsync("/publish", new StringContent("x")).GetAwaiter().GetResult().Dispose();
            return TextOfAsync("/feed/subscribers").GetAwaiter().GetResult() == "0";
        }
    }

    [Fact]
    public async Task A_client_that_closes_its_connection_ends_the_wait_for_it()
    {
        var name = NewName();
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"GET /wait/{name} HTTP/1.1\r\nHost: a\r\n\r\n");
        await WaitForNoteAsync(name, "waiting");
        wire.CloseSide();
        Assert.Equal(["waiting", "aborted"], await WaitForNoteAsync(name, "aborted"));
    }

    [Fact]
    public async Task A_client_that_closes_its_side_is_answered_where_half_close_is_not_leaving()
    {
        var gate = NewName();
        using var wire = await server.ConnectAsync();
        await wire.SendAsync($"GET /gated/{gate} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        wire.CloseSide();
        if (Differences.AbortsAtHalfClose)
        {
            Assert.Equal("", (await wire.ReadToEndAsync()).Text);
        }

        using var opened = await Client.PostAsync($"/gates/{gate}", null);
        if (!Differences.AbortsAtHalfClose)
        {
            Assert.Contains("answered", (await wire.ReadToEndAsync()).Text, StringComparison.Ordinal);
        }
    }
}
