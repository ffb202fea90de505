using System.Runtime.Loader;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Gateways.AspNetCore;
using ActorServer.Gateways.AspNetCore.Loading;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ActorServer.Tests.Gateways.AspNetCore;

public sealed class AspNetCoreWorkerActorTests : SlotTest
{
    [Fact]
    public void Answers_in_one_message_what_was_never_flushed_and_gives_its_place_back()
    {
        Serve(context =>
        {
            context.Response.BodyWriter.GetSpan(2)[0] = (byte)'h';
            context.Response.BodyWriter.GetSpan(2)[1] = (byte)'i';
            context.Response.BodyWriter.Advance(2);
            return Task.CompletedTask;
        });

        GatewayRequest request = Send();

        Assert.Equal((200, "hi"), Answer());
        ExpectFinished(request);
    }

    [Fact]
    public void Serves_one_request_after_the_other_and_forgets_the_one_before()
    {
        Serve(context =>
        {
            if (context.Request.Path == "/first")
            {
                context.Response.StatusCode = 201;
                context.Response.Headers["X-First"] = "1";
                context.Items["first"] = true;
            }

            return context.Response.WriteAsync($"{context.Request.Path} {context.Items.Count} {context.Response.Headers.Count}");
        });

        ExpectFinished(Send("GET /first HTTP/1.1\r\nHost: h\r\n\r\n"));
        Assert.Equal(201, Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).Head.Status);
        Connection.ExpectMsg<ExchangeProtocol.Ended>(Ceiling);
        ExpectFinished(Send("GET /second HTTP/1.1\r\nHost: h\r\n\r\n"));

        var second = Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Assert.Equal(200, second.Head.Status);
        Assert.False(second.Head.Fields.TryFind("X-First"u8, out _));
        Assert.Equal("/second 0 0", System.Text.Encoding.ASCII.GetString(second.Block.Span));
    }

    [Fact]
    public void Keeps_what_it_has_made_for_a_connection_and_never_shows_it_to_another_one()
    {
        var seen = new List<object>();
        Serve(context =>
        {
            seen.Add(context.Features.Get<IHttpRequestFeature>()!);
            return Task.CompletedTask;
        });
        TransportFacts alice = TestRequests.Transport;
        TransportFacts bob = TestRequests.Transport;

        foreach (TransportFacts connection in new[] { alice, alice, bob })
            ExpectFinished(Send(TestRequests.Parse("GET / HTTP/1.1\r\nHost: h\r\n\r\n", transport: connection)));

        Assert.Same(seen[0], seen[1]);
        Assert.NotSame(seen[0], seen[2]);
    }

    [Fact]
    public void Returns_a_request_that_comes_while_another_one_runs()
    {
        var open = new TaskCompletionSource();
        Serve(_ => open.Task);
        GatewayRequest first = Send();

        GatewayRequest second = Send();

        Assert.Equal(second, Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling).Request);
        open.SetResult();
        ExpectFinished(first);
    }

    [Fact]
    public void Answers_500_for_an_exception_logs_it_with_the_request_id_and_goes_on()
    {
        Serve(context => context.Request.Path == "/bad" ? throw new InvalidOperationException("no such luck") : Task.CompletedTask);

        GatewayRequest bad = Send("GET /bad HTTP/1.1\r\nHost: h\r\n\r\n", id: "the-bad-one");

        Assert.Equal(Refusal.ApplicationRaised, Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling).Reason);
        ExpectFinished(bad);
        AwaitLog("the-bad-one");
        AwaitLog("no such luck");
        Send();
        Assert.Equal((200, ""), Answer());
    }

    [Fact]
    public void Says_failed_after_the_head_when_the_application_throws_in_its_body()
    {
        Serve(async context =>
        {
            await context.Response.WriteAsync("begun");
            throw new InvalidOperationException("too late");
        });

        Send();

        Assert.False(Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling).IsLast);
        Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling);
    }

    [Fact]
    public void Answers_with_the_status_of_a_bad_request_that_the_application_found()
    {
        Serve(_ => throw new BadHttpRequestException("not like this", 422));

        Send();

        Assert.Equal((422, ""), Answer());
    }

    [Fact]
    public void Keeps_the_place_of_an_application_that_is_over_its_time_until_it_returns()
    {
        var begun = new ManualResetEventSlim();
        var open = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        Serve(context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            begun.Set();
            return open.Task;
        });
        GatewayRequest request = Send(id: "slow-one");
        Assert.True(begun.Wait(Ceiling));

        Slot.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.TimedOut));
        AwaitCondition(() => aborted.Task.IsCompleted, Ceiling);

        Gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        AwaitLog("slow-one");
        open.SetResult();
        ExpectFinished(request);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Tells_a_blocking_application_that_its_client_has_left()
    {
        var begun = new ManualResetEventSlim();
        Serve(context =>
        {
            CancellationToken aborted = context.RequestAborted;
            begun.Set();
            Assert.True(aborted.WaitHandle.WaitOne(Ceiling));
            return Task.CompletedTask;
        });
        GatewayRequest request = Send();
        Assert.True(begun.Wait(Ceiling));

        Slot.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.ClientGone));

        ExpectFinished(request);
    }

    [Fact]
    public async Task Cancels_a_token_that_is_asked_for_after_the_client_has_left()
    {
        var begun = new ManualResetEventSlim();
        var left = new ManualResetEventSlim();
        var asked = new TaskCompletionSource<bool>();
        Serve(async context =>
        {
            begun.Set();
            await Task.Run(() => left.Wait(Ceiling));
            asked.SetResult(context.RequestAborted.IsCancellationRequested);
        });
        GatewayRequest request = Send();
        Assert.True(begun.Wait(Ceiling));

        Slot.Tell(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.ClientGone));
        Slot.Tell(Run(TestRequests.Get("/"), Generation));
        Gateway.ExpectMsg<WorkerProtocol.Returned>(Ceiling);
        left.Set();

        Assert.True(await asked.Task.WaitAsync(Ceiling));
    }

    [Fact]
    public void Cancels_for_a_client_that_has_closed_its_side_and_still_sends_an_answer()
    {
        Serve(async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            await context.Response.WriteAsync("all the same");
        });
        GatewayRequest request = Send();

        Slot.Tell(new ExchangeProtocol.InputEnded(request.Exchange));

        Connection.ExpectMsg<ExchangeProtocol.Started>(Ceiling);
        Connection.ExpectMsg<ExchangeProtocol.Ended>(Ceiling);
        ExpectFinished(request);
    }

    [Fact]
    public void Says_that_the_client_left_when_the_application_gives_up_for_it()
    {
        Serve(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        GatewayRequest request = Send();

        Slot.Tell(new ExchangeProtocol.InputEnded(request.Exchange));

        Assert.Equal(Refusal.ClientLeft, Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling).Reason);
        ExpectFinished(request);
        Assert.DoesNotContain(ServerLog.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public void Resets_when_the_application_aborts()
    {
        Serve(context =>
        {
            context.Abort();
            return context.Response.WriteAsync("nobody reads this");
        });

        GatewayRequest request = Send();

        Connection.ExpectMsg<ExchangeProtocol.Aborted>(Ceiling);
        ExpectFinished(request);
        Connection.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Runs_a_request_where_the_applications_types_are_found()
    {
        var seen = new List<string?>();
        Serve(
            async _ =>
            {
                seen.Add(AssemblyLoadContext.CurrentContextualReflectionContext?.Name);
                await Task.Yield();
                seen.Add(AssemblyLoadContext.CurrentContextualReflectionContext?.Name);
            },
            ContextualFlow.Of(new AssemblyLoadContext("application", isCollectible: true)));

        ExpectFinished(Send());

        Assert.Equal(["application", "application"], seen);
        Assert.Null(AssemblyLoadContext.CurrentContextualReflectionContext);
    }

    [Fact]
    public void Reports_a_boot_that_failed_with_its_reason()
    {
        var runtime = new AspNetCoreRuntime(Settings with { Location = "/nowhere", Module = "nothing" }, ServerLog, "http://127.0.0.1:1");

        Sys.ActorOf(AspNetCoreWorkerActor.Props(7, Settings, runtime, Gateway.Ref));

        var failed = Gateway.ExpectMsg<WorkerProtocol.BootFailed>(Ceiling);
        Assert.Equal(7, failed.Worker);
        Assert.Contains("nothing", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_at_once_when_idle_and_after_its_request_when_busy()
    {
        var open = new TaskCompletionSource();
        Serve(_ => open.Task);
        Watch(Slot);
        GatewayRequest request = Send();
        AwaitCondition(() => { Slot.Tell(Run(TestRequests.Get("/"), Generation)); return Gateway.HasMessages; }, Ceiling);

        Slot.Tell(WorkerProtocol.Shutdown.Instance);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        open.SetResult();

        ExpectTerminated(Slot, Ceiling);
        Gateway.FishForMessage(message => message is WorkerProtocol.Finished finished && finished.Exchange == request.Exchange, Ceiling);
    }

    [Fact]
    public void Tells_the_client_of_a_request_under_way_when_it_is_stopped()
    {
        Serve(_ => Task.Delay(Timeout.Infinite));
        Send();
        AwaitCondition(() => { Slot.Tell(Run(TestRequests.Get("/"), Generation)); return Gateway.HasMessages; }, Ceiling);

        Sys.Stop(Slot);

        Assert.Equal(Refusal.WorkerDied, Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling).Reason);
        Gateway.FishForMessage(message => message is WorkerProtocol.Lost lost && lost.Generation == Generation, Ceiling);
    }
}
