using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Gateways.AspNetCore;

/// <summary>An application that blocks its thread, on a dispatcher that has one.</summary>
public sealed class SlotDispatcherTests : SlotTest
{
    public SlotDispatcherTests()
        : base("blocking { type = ForkJoinDispatcher, throughput = 1, dedicated-thread-pool { thread-count = 1 } }") =>
        Settings = Settings with { Dispatcher = "blocking", IsSynchronousIoAllowed = true, MaxBody = long.MaxValue };

    [Fact]
    public void Runs_the_application_on_the_dispatcher_also_after_an_await()
    {
        var threads = new List<bool>();
        Serve(async context =>
        {
            threads.Add(Thread.CurrentThread.IsThreadPoolThread);
            await Task.Delay(1);
            threads.Add(Thread.CurrentThread.IsThreadPoolThread);
        });

        ExpectFinished(Send());

        Assert.Equal([false, false], threads);
    }

    [Fact]
    public void Reads_a_body_that_is_still_coming_by_a_thread_that_waits()
    {
        Serve(context =>
        {
            string body = new StreamReader(context.Request.Body).ReadToEnd();
            context.Response.Body.Write(Encoding.ASCII.GetBytes(body));
            return Task.CompletedTask;
        });
        GatewayRequest request = Send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n", new RequestBody.Streaming(null));

        Connection.ExpectMsg<ExchangeProtocol.Want>(Ceiling);
        Slot.Tell(new ExchangeProtocol.BodyBlock(request.Exchange, "abc"u8.ToArray()));
        Slot.Tell(new ExchangeProtocol.BodyEnded(request.Exchange, null));

        Assert.Equal("abc", TakeAnswer(request));
    }

    [Fact]
    public void Writes_by_a_thread_that_waits_for_its_client()
    {
        Serve(context =>
        {
            context.Response.Body.Write(new byte[4 * Window]);
            return Task.CompletedTask;
        });

        Assert.Equal(4 * Window, TakeAnswer(Send()).Length);
    }

    [Fact]
    public void Runs_a_task_that_the_application_waits_for_where_it_waits()
    {
        Serve(context =>
        {
            Task<string> task = Task.Factory.StartNew(() => "done", CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current);
            return context.Response.WriteAsync(task.Result);
        });

        Assert.Equal("done", TakeAnswer(Send()));
    }

    [Fact]
    public void Gives_a_task_that_the_application_starts_for_good_a_thread_of_its_own()
    {
        var open = new ManualResetEventSlim();
        Serve(context =>
        {
            if (context.Request.Path == "/start")
                _ = Task.Factory.StartNew(() => open.Wait(Ceiling), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Current);
            return Task.CompletedTask;
        });

        ExpectFinished(Send("GET /start HTTP/1.1\r\nHost: h\r\n\r\n"));
        ExpectFinished(Send());

        open.Set();
    }

    [Fact]
    public void Does_not_begin_a_request_that_nobody_waits_for_any_more()
    {
        var open = new ManualResetEventSlim();
        bool isCalled = false;
        Serve(_ =>
        {
            isCalled = true;
            return Task.CompletedTask;
        });
        Sys.Dispatchers.Lookup("blocking").Schedule(() => open.Wait(Ceiling));
        GatewayRequest request = Send(id: "late-one");

        Slot.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.TimedOut));
        AwaitLog("late-one");
        open.Set();

        ExpectFinished(request);
        Assert.False(isCalled);
    }

    [Fact]
    public void Goes_on_when_all_threads_block_until_their_own_asynchronous_part_is_done()
    {
        Serve(context =>
        {
            Assert.True(PartAsync().Wait(Ceiling));
            return context.Response.WriteAsync("done");

            static async Task PartAsync()
            {
                await Task.Delay(1);
                await Task.Yield();
            }
        });

        Assert.Equal("done", TakeAnswer(Send()));
    }
}
