using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;

namespace ActorServer.Tests.Gateways.AspNetCore;

/// <summary>How an exchange ends that does not end well: what the client is told, and what the application's own log sees.</summary>
public sealed class SlotFailureTests : SlotTest
{
    [Theory]
    [InlineData(99)]
    [InlineData(199)]
    [InlineData(1000)]
    public void Answers_500_for_a_bad_request_whose_status_no_answer_can_have(int status)
    {
        Serve(_ => throw new BadHttpRequestException("not like this", status));

        GatewayRequest request = Send();

        Assert.Equal(Refusal.ApplicationRaised, Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling).Reason);
        ExpectFinished(request);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(999)]
    public void Answers_with_any_other_status_of_a_bad_request(int status)
    {
        Serve(_ => throw new BadHttpRequestException("not like this", status));

        Send();

        Assert.Equal((status, ""), Answer());
    }

    [Fact]
    public void Shows_the_status_of_the_failure_to_those_who_look_when_it_is_over()
    {
        int seen = 0;
        Serve(context =>
        {
            context.Response.OnCompleted(() => { seen = context.Response.StatusCode; return Task.CompletedTask; });
            throw new InvalidOperationException("no such luck");
        });

        ExpectFinished(Send());

        Assert.Equal(500, seen);
    }

    [Theory]
    [InlineData(AbandonReason.ClientGone, 499)]
    [InlineData(AbandonReason.TimedOut, 504)]
    public void Shows_why_nobody_got_the_answer(AbandonReason reason, int status)
    {
        var begun = new ManualResetEventSlim();
        int seen = 0;
        Serve(async context =>
        {
            context.Response.OnCompleted(() => { seen = context.Response.StatusCode; return Task.CompletedTask; });
            CancellationToken aborted = context.RequestAborted;
            begun.Set();
            await Task.Delay(Timeout.Infinite, aborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        GatewayRequest request = Send();
        Assert.True(begun.Wait(Ceiling));

        Slot.Tell(new ExchangeProtocol.Abandon(request.Exchange, reason));

        ExpectFinished(request);
        Assert.Equal(status, seen);
    }

    [Fact]
    public void Answers_500_for_a_file_that_is_not_there_also_to_a_client_that_has_closed_its_side()
    {
        Serve(async context =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            throw new FileNotFoundException("no such file");
        });
        GatewayRequest request = Send();

        Slot.Tell(new ExchangeProtocol.InputEnded(request.Exchange));

        Assert.Equal(Refusal.ApplicationRaised, Connection.ExpectMsg<ExchangeProtocol.Failed>(Ceiling).Reason);
        AwaitLog("no such file");
    }

    [Fact]
    public void Calls_what_is_registered_for_the_end_at_the_end()
    {
        bool isCalled = false;
        Serve(context =>
        {
            context.Response.OnCompleted(() =>
            {
                context.Response.OnCompleted(() => { isCalled = true; return Task.CompletedTask; });
                return Task.CompletedTask;
            });
            return Task.CompletedTask;
        });

        ExpectFinished(Send());

        Assert.True(isCalled);
    }
}
