using Akka.Actor;

namespace Understudy.Tests.Kit;

public sealed class TestActorRefTests : RuntimeTest
{
    [Fact]
    public void The_actor_behind_the_reference_can_be_looked_at()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Tell("count");
        counter.Tell("count");
        Assert.Equal(2, counter.UnderlyingActor.Count);
    }

    [Fact]
    public void A_message_is_handled_before_Tell_returns()
    {
        var echo = ActorOfAsTestActorRef<Counter>(Props.Create(() => new Counter(10)), "named");
        echo.Tell("count");
        Assert.Equal(11, echo.UnderlyingActor.Count);
        Assert.Equal("named", echo.Path.Name);
    }

    [Fact]
    public void An_expression_may_build_the_actor()
    {
        var counter = ActorOfAsTestActorRef(() => new Counter(5));
        Assert.Equal(5, counter.UnderlyingActor.Count);
    }

    [Fact]
    public void Another_actor_may_be_its_parent()
    {
        var probe = CreateTestProbe();
        var counter = ActorOfAsTestActorRef<Counter>(Props.Create(() => new Counter()), probe.Ref, "child");
        Assert.Equal(probe.Ref.Path / "child", counter.Path);
    }

    [Fact]
    public void Receive_runs_the_handler_on_the_calling_thread_and_throws_what_it_throws()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Receive("count");
        Assert.Equal(1, counter.UnderlyingActor.Count);
        Assert.Throws<ArithmeticException>(() => counter.Receive("fail"));
    }

    [Fact]
    public void A_failure_restarts_the_actor()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Tell("count");
        counter.Tell("fail");
        AwaitAssert(() => Assert.Equal(0, counter.UnderlyingActor.Count));
    }

    [Fact]
    public void Answers_reach_the_test()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Tell("get");
        ExpectMsg(0);
        Assert.Equal(counter.Ref, LastSender);
    }

    [Fact]
    public void A_stopped_actor_is_gone_when_its_pill_was_told()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        Watch(counter);
        counter.Tell(PoisonPill.Instance);
        ExpectTerminated(counter);
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
            : this(0)
        {
        }

        public Counter(int start)
        {
            Count = start;
            Receive<string>(text => text == "fail", _ => throw new ArithmeticException());
            Receive<string>(text => text == "get", _ => Sender.Tell(Count));
            ReceiveAny(_ => Count++);
        }

        public int Count { get; private set; }
    }
}
