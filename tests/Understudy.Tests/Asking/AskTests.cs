using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Understudy.Tests.Asking;

public sealed class AskTests : RuntimeTest
{
    [Fact]
    public async Task Ask_completes_with_the_answer()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        Assert.Equal(42, await actor.Ask<int>(41, Ceiling));
    }

    [Fact]
    public async Task Ask_without_a_timeout_uses_the_configured_one()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        Assert.Equal(42, await actor.Ask<int>(41));
    }

    [Fact]
    public async Task Ask_that_gets_no_answer_in_time_throws()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<int>(41, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task Ask_can_be_cancelled()
    {
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        using var cancellation = new CancellationTokenSource();
        var answer = actor.Ask<int>(41, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task Ask_fails_with_the_cause_of_a_failure_answer()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        await Assert.ThrowsAsync<ArithmeticException>(() => actor.Ask<int>("fail", Ceiling));
    }

    [Fact]
    public async Task Ask_for_any_answer_gives_a_failure_as_it_came()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        var failure = Assert.IsType<Status.Failure>(await actor.Ask<Status>("fail", Ceiling));
        Assert.IsType<ArithmeticException>(failure.Cause);
    }

    [Fact]
    public async Task Ask_with_an_answer_of_another_type_throws()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        await Assert.ThrowsAnyAsync<Exception>(() => actor.Ask<string>(41, Ceiling));
    }

    [Fact]
    public async Task Ask_accepts_an_answer_of_a_derived_type()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        Assert.Equal(42, await actor.Ask<object>(41, Ceiling));
    }

    [Fact]
    public async Task Ask_can_build_the_message_from_the_reference_to_answer_to()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        Assert.Equal("answer", await actor.Ask<string>(replyTo => new AnswerTo(replyTo), Ceiling, CancellationToken.None));
    }

    [Fact]
    public async Task Each_ask_gets_its_own_answer()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Answering()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => actor.Ask<int>(number, Ceiling)));
        Assert.Equal(Enumerable.Range(1, 100), answers);
    }

    [Fact]
    public async Task The_configured_timeout_of_Ask_holds()
    {
        using var system = ActorSystem.Create("impatient", "akka.actor.ask-timeout = 20ms");
        var actor = system.ActorOf(BlackHoleActor.Props);
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<int>(41));
    }

    private sealed record AnswerTo(IActorRef ReplyTo);

    private sealed class Answering : ReceiveActor
    {
        public Answering()
        {
            Receive<int>(number => Sender.Tell(number + 1));
            Receive<AnswerTo>(message => message.ReplyTo.Tell("answer"));
            Receive<string>(_ => Sender.Tell(new Status.Failure(new ArithmeticException("no"))));
        }
    }
}
