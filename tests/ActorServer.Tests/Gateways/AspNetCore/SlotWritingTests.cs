using System.Buffers;
using ActorServer.Gateways;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Gateways.AspNetCore;

/// <summary>Writing as applications do it although they should not: without awaiting, from several threads, given up in the middle.</summary>
public sealed class SlotWritingTests : SlotTest
{
    [Fact]
    public void Sends_all_that_was_written_and_not_awaited_before_the_end()
    {
        Serve(context =>
        {
            _ = context.Response.Body.WriteAsync(Piece('a', 4 * Window), 0, 4 * Window);
            _ = context.Response.Body.WriteAsync("bc"u8.ToArray(), 0, 2);
            return Task.CompletedTask;
        });

        string answer = TakeAnswer(Send());

        Assert.Equal(new string('a', 4 * Window) + "bc", answer);
    }

    [Fact]
    public void Keeps_writes_that_overlap_whole_and_in_their_order()
    {
        Serve(async context =>
        {
            Task large = context.Response.Body.WriteAsync(Piece('a', 2 * Window)).AsTask();
            Task other = context.Response.Body.WriteAsync(Piece('b', 2 * Window)).AsTask();
            await context.Response.WriteAsync("c");
            await Task.WhenAll(large, other);
        });

        string answer = TakeAnswer(Send());

        Assert.Equal(new string('a', 2 * Window) + new string('b', 2 * Window) + "c", answer);
    }

    [Fact]
    public void Does_not_mind_that_the_memory_of_a_small_write_changes_while_it_waits_for_a_large_one()
    {
        Serve(async context =>
        {
            Task large = context.Response.Body.WriteAsync(Piece('a', 2 * Window)).AsTask();
            byte[] memory = "b"u8.ToArray();
            Task small = context.Response.Body.WriteAsync(memory).AsTask();
            memory[0] = (byte)'!';
            await Task.WhenAll(large, small);
        });

        Assert.EndsWith("ab", TakeAnswer(Send()), StringComparison.Ordinal);
    }

    [Fact]
    public void Sends_one_head_and_every_piece_whole_when_several_threads_write()
    {
        const int Pieces = 200;
        Serve(context => Task.WhenAll("abcd".Select(letter => Task.Run(async () =>
        {
            for (int number = 0; number < Pieces; number++)
                await context.Response.Body.WriteAsync(Piece(letter, 1000));
        }))));

        string answer = TakeAnswer(Send());

        Assert.Equal(4 * Pieces * 1000, answer.Length);
        Assert.All(answer.Chunk(1000), piece => Assert.Single(piece.Distinct()));
    }

    [Fact]
    public void Lets_everybody_go_on_who_waits_for_room()
    {
        Serve(async context =>
        {
            context.Response.BodyWriter.Write(Piece('a', Window + 1));
            await Task.WhenAll(context.Response.BodyWriter.FlushAsync().AsTask(), context.Response.BodyWriter.FlushAsync().AsTask());
        });

        Assert.Equal(Window + 1, TakeAnswer(Send()).Length);
    }

    [Fact]
    public void Resets_when_the_application_gives_up_a_write_that_waits()
    {
        var giveUp = new CancellationTokenSource();
        Exception? given = null;
        Serve(async context => given = await Record.ExceptionAsync(() => context.Response.Body.WriteAsync(Piece('a', 4 * Window), giveUp.Token).AsTask()));
        GatewayRequest request = Send();
        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Connection.ExpectMsg<ExchangeProtocol.Block>(Ceiling);
        Connection.ExpectMsg<ExchangeProtocol.Block>(Ceiling);

        giveUp.Cancel();

        Connection.ExpectMsg<ExchangeProtocol.Aborted>(Ceiling);
        ExpectFinished(request);
        Assert.IsAssignableFrom<OperationCanceledException>(given);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Sends_nothing_of_a_write_whose_token_is_cancelled_already()
    {
        Serve(async context =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.Response.Body.WriteAsync("no"u8.ToArray(), new CancellationToken(true)).AsTask());
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.Response.WriteAsync("neither", new CancellationToken(true)));
            await context.Response.WriteAsync("yes");
        });

        Assert.Equal("yes", TakeAnswer(Send()));
    }

    [Fact]
    public void Sends_the_rest_of_a_write_whose_flush_is_cancelled_and_does_not_wait()
    {
        bool isCancelled = false;
        Serve(async context =>
        {
            ValueTask<System.IO.Pipelines.FlushResult> writing = context.Response.BodyWriter.WriteAsync(Piece('a', 4 * Window));
            context.Response.BodyWriter.CancelPendingFlush();
            isCancelled = (await writing).IsCanceled;
        });
        GatewayRequest request = Send();

        ExpectFinished(request);

        Assert.True(isCancelled);
        Assert.Equal(4 * Window, TakeAnswer(request).Length);
    }

    [Fact]
    public void Counts_nothing_that_it_has_refused()
    {
        Serve(async context =>
        {
            context.Response.ContentLength = 3;
            await Assert.ThrowsAsync<InvalidOperationException>(() => context.Response.Body.WriteAsync("abcd"u8.ToArray()).AsTask());
            await context.Response.Body.WriteAsync("abc"u8.ToArray());
        });

        Assert.Equal("abc", TakeAnswer(Send()));
    }

    [Fact]
    public void Writes_and_reads_by_pairs_of_begin_and_end()
    {
        Serve(async context =>
        {
            byte[] buffer = new byte[10];
            int count = await Task.Factory.FromAsync(context.Request.Body.BeginRead, context.Request.Body.EndRead, buffer, 0, buffer.Length, null);
            await Task.Factory.FromAsync(context.Response.Body.BeginWrite, context.Response.Body.EndWrite, buffer, 0, count, null);
        });

        Assert.Equal("abc", TakeAnswer(Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n", new RequestBody.InMemory("abc"u8.ToArray()))));
    }

    private static byte[] Piece(char letter, int length)
    {
        byte[] piece = new byte[length];
        piece.AsSpan().Fill((byte)letter);
        return piece;
    }
}
