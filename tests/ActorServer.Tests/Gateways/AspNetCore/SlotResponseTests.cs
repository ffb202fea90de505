using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Tests.Gateways.AspNetCore;

public sealed class SlotResponseTests : SlotTest
{
    [Fact]
    public void Sends_what_is_flushed_at_once_and_the_end_when_the_application_returns()
    {
        var open = new TaskCompletionSource();
        Serve(async context =>
        {
            await context.Response.WriteAsync("one");
            await open.Task;
            await context.Response.WriteAsync("two");
        });

        Send();

        Assert.Equal("one", Text(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block));
        Connection.ExpectNoMsg(TimeSpan.Zero);
        open.SetResult();
        Assert.Equal("two", Text(Connection.ExpectMsg<ExchangeProtocol.Block>(Ceiling).Bytes));
        Connection.ExpectMsg<ExchangeProtocol.Ended>(Ceiling);
    }

    [Fact]
    public void Waits_for_credit_when_more_than_the_window_is_on_its_way()
    {
        Serve(context => context.Response.Body.WriteAsync(new byte[4 * Window]).AsTask());
        GatewayRequest request = Send();

        int received = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block.Length;
        int credited = 0;
        while (received < 4 * Window)
        {
            if (received - credited > Window)
            {
                Connection.ExpectNoMsg(TimeSpan.FromMilliseconds(20));
                Slot.Tell(new ExchangeProtocol.Credit(request.Exchange, received - credited));
                credited = received;
            }

            received += Connection.ExpectMsg<ExchangeProtocol.Block>(Ceiling).Bytes.Length;
        }

        Assert.Equal(4 * Window, received);
        ExpectFinished(request);
    }

    [Fact]
    public void Lets_a_writer_go_on_when_the_client_has_left()
    {
        bool isCompleted = false;
        Serve(async context => isCompleted = (await context.Response.BodyWriter.WriteAsync(new byte[4 * Window])).IsCompleted);
        GatewayRequest request = Send();
        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);

        Slot.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.ClientGone));

        ExpectFinished(request);
        Assert.True(isCompleted);
    }

    [Fact]
    public void Has_not_started_with_a_field_that_is_not_valid()
    {
        Serve(async context =>
        {
            context.Response.Headers["X-Value"] = "a\r\nb: c";
            await Assert.ThrowsAnyAsync<InvalidOperationException>(() => context.Response.Body.WriteAsync("dropped"u8.ToArray()).AsTask());
            Assert.False(context.Response.HasStarted);
            context.Response.Clear();
            context.Response.StatusCode = 503;
            await context.Response.WriteAsync("handled");
        });

        ExpectFinished(Send());

        var started = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.Equal((503, "handled"), (started.Head.Status, Text(started.Block)));
    }

    [Fact]
    public void Calls_back_before_the_head_and_after_the_end_the_last_one_first()
    {
        var calls = new List<string>();
        Serve(context =>
        {
            context.Response.OnStarting(() => Note("starting 1"));
            context.Response.OnStarting(() => { context.Response.Headers["X-Late"] = "1"; return Note("starting 2"); });
            context.Response.OnCompleted(() => Note("completed 1"));
            context.Response.OnCompleted(() => Note("completed 2"));
            return context.Response.WriteAsync("x");
        });

        ExpectFinished(Send());

        Assert.Equal(["starting 2", "starting 1", "completed 2", "completed 1"], calls);
        Assert.True(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Head.Fields.TryFind("X-Late"u8, out _));

        Task Note(string call)
        {
            calls.Add(call);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Refuses_changes_of_status_and_fields_once_the_response_has_started()
    {
        var refused = new List<Exception?>();
        Serve(async context =>
        {
            await context.Response.StartAsync();
            refused.Add(Record.Exception(() => context.Response.StatusCode = 404));
            refused.Add(Record.Exception(() => context.Response.Headers["X-Late"] = "1"));
            refused.Add(Record.Exception(() => context.Response.OnStarting(() => Task.CompletedTask)));
        });

        ExpectFinished(Send());

        Assert.All(refused, exception => Assert.IsType<InvalidOperationException>(exception));
    }

    [Theory]
    [InlineData(4, "too few bytes written (3 of 4)")]
    [InlineData(2, "too many bytes written (3 of 2)")]
    public void Holds_an_application_to_the_length_that_it_announces(int announced, string complaint)
    {
        Serve(context =>
        {
            context.Response.ContentLength = announced;
            "abc"u8.CopyTo(context.Response.BodyWriter.GetSpan(3));
            context.Response.BodyWriter.Advance(3);
            return Task.CompletedTask;
        });

        Send();

        Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling);
        AwaitLog(complaint);
    }

    [Theory]
    [InlineData("X-Split", "a\r\nSet-Cookie: b")]
    [InlineData("not a name", "a")]
    public void Sends_nothing_of_a_head_that_is_not_valid(string name, string value)
    {
        Serve(context =>
        {
            context.Features.Get<IHttpResponseFeature>()!.Headers.Append(name, value);
            return context.Response.WriteAsync("x");
        });

        Send();

        Assert.Equal(Refusal.InvalidResponseHead, Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling).Reason);
    }

    [Fact]
    public void Says_once_that_a_field_of_the_connection_is_dropped()
    {
        Serve(context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });

        ExpectFinished(Send());
        ExpectFinished(Send());

        Assert.False(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Head.Fields.TryFind("Connection"u8, out _));
        Assert.Single(ServerLog.Lines, line => line.Contains("Connection", StringComparison.Ordinal));
    }

    [Fact]
    public void Sends_trailers_with_the_end()
    {
        Serve(async context =>
        {
            await context.Response.WriteAsync("x");
            context.Response.AppendTrailer("X-Checksum", "42");
        });

        Send();

        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        FieldTable trailers = Connection.ExpectMsg<ExchangeProtocol.Ended>(Ceiling).Trailers!;
        Assert.Equal("X-Checksum: 42", $"{Text(trailers.Name(0).ToArray())}: {Text(trailers.Value(0).ToArray())}");
    }

    [Fact]
    public void Ends_early_when_the_application_completes_the_response()
    {
        var open = new TaskCompletionSource();
        Serve(async context =>
        {
            await context.Response.WriteAsync("all of it");
            await context.Response.CompleteAsync();
            await open.Task;
        });

        GatewayRequest request = Send();

        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Connection.ExpectMsg<ExchangeProtocol.Ended>(Ceiling);
        open.SetResult();
        ExpectFinished(request);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Refuses_synchronous_writing_unless_it_is_allowed()
    {
        Exception? refused = null;
        Serve(context =>
        {
            refused = Record.Exception(() => context.Response.Body.Write([1]));
            context.Features.Get<IHttpBodyControlFeature>()!.AllowSynchronousIO = true;
            context.Response.Body.Write([65]);
            return Task.CompletedTask;
        });

        Send();

        Assert.Equal("A", Text(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Block));
        Assert.Contains("allow-synchronous-io", refused?.Message, StringComparison.Ordinal);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
