using Akka.Actor;
using Xunit.Sdk;

namespace Understudy.Tests.Kit;

public sealed class ExpectationsTests : RuntimeTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void ExpectMsg_returns_the_message_of_the_type_asked_for()
    {
        TestActor.Tell("hello");
        Assert.Equal("hello", ExpectMsg<string>());
    }

    [Fact]
    public void ExpectMsg_fails_when_nothing_comes() => Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));

    [Fact]
    public void ExpectMsg_fails_when_another_type_comes()
    {
        TestActor.Tell(5);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
    }

    [Fact]
    public void ExpectMsg_fails_when_another_value_comes()
    {
        TestActor.Tell("bye");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg("hello", Short));
    }

    [Fact]
    public void ExpectMsg_accepts_a_predicate_or_runs_assertions()
    {
        TestActor.Tell("hello");
        ExpectMsg<string>(text => text.StartsWith('h'));
        TestActor.Tell("hello");
        ExpectMsg<string>(text => Assert.Equal(5, text.Length));
        TestActor.Tell("hello");
        ExpectMsg<string>((text, sender) => sender.Equals(TestActor) && text == "hello");
        TestActor.Tell("bye");
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(text => text.StartsWith('h'), Short));
    }

    [Fact]
    public async Task ExpectMsg_has_an_asynchronous_form()
    {
        Sys.Scheduler.ScheduleTellOnce(Short, TestActor, "later", ActorRefs.NoSender);
        Assert.Equal("later", await ExpectMsgAsync<string>());
        TestActor.Tell("exactly", ActorRefs.NoSender);
        await ExpectMsgAsync("exactly");
    }

    [Fact]
    public void ExpectMsgFrom_looks_at_the_sender()
    {
        var sender = CreateTestProbe();
        TestActor.Tell("hello", sender.Ref);
        ExpectMsgFrom(sender.Ref, "hello");
        TestActor.Tell("hello", TestActor);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgFrom(sender.Ref, "hello", Short));
    }

    [Fact]
    public void ExpectMsgAnyOf_accepts_one_of_several()
    {
        TestActor.Tell("b");
        Assert.Equal("b", ExpectMsgAnyOf(["a", "b"]));
        TestActor.Tell("c");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAnyOf(["a", "b"]));
    }

    [Fact]
    public void ExpectMsgAllOf_accepts_all_in_any_order()
    {
        TestActor.Tell("b");
        TestActor.Tell("a");
        Assert.Equal(2, ExpectMsgAllOf("a", "b").Count);
        TestActor.Tell("a");
        TestActor.Tell("c");
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf(Short, "a", "b"));
    }

    [Fact]
    public void ExpectNoMsg_fails_when_something_comes()
    {
        ExpectNoMsg(Short);
        TestActor.Tell("surprise");
        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Short));
    }

    [Fact]
    public async Task ExpectNoMsg_has_an_asynchronous_form()
    {
        await ExpectNoMsgAsync(Short);
        TestActor.Tell("surprise", ActorRefs.NoSender);
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectNoMsgAsync(Short));
    }

    [Fact]
    public void ExpectTerminated_waits_for_a_watched_actor()
    {
        var actor = Sys.ActorOf(Akka.TestKit.TestActors.BlackHoleActor.Props);
        Watch(actor);
        Sys.Stop(actor);
        Assert.Equal(actor, ExpectTerminated(actor).ActorRef);
    }

    [Fact]
    public async Task ExpectTerminated_has_an_asynchronous_form()
    {
        var actor = Sys.ActorOf(Akka.TestKit.TestActors.BlackHoleActor.Props);
        Watch(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public void Unwatch_ends_the_interest_of_the_test()
    {
        var actor = Sys.ActorOf(Akka.TestKit.TestActors.BlackHoleActor.Props);
        Watch(actor);
        Unwatch(actor);
        Sys.Stop(actor);
        ExpectNoMsg(Short);
    }

    [Fact]
    public void Fishing_skips_what_does_not_fit()
    {
        for (var number = 0; number < 5; number++)
            TestActor.Tell(number);
        Assert.Equal(3, FishForMessage(message => message is 3));
        Assert.Equal(4, FishForMessage<int>(number => number > 3));
        Assert.ThrowsAny<XunitException>(() => FishForMessage(_ => true, Short));
    }

    [Fact]
    public async Task Fishing_has_an_asynchronous_form()
    {
        TestActor.Tell(1, ActorRefs.NoSender);
        TestActor.Tell(2, ActorRefs.NoSender);
        Assert.Equal(2, await FishForMessageAsync(message => message is 2));
    }

    [Fact]
    public void ReceiveOne_returns_null_when_nothing_comes()
    {
        Assert.Null(ReceiveOne(Short));
        TestActor.Tell("hello");
        Assert.Equal("hello", ReceiveOne(Ceiling));
        TestActor.Tell("at once");
        AwaitCondition(() => HasMessages, Ceiling);
        Assert.Equal("at once", ReceiveOne(TimeSpan.Zero));
    }

    [Fact]
    public void ReceiveN_takes_exactly_so_many()
    {
        for (var number = 0; number < 5; number++)
            TestActor.Tell(number);
        Assert.Equal([0, 1, 2], ReceiveN(3).Cast<int>());
        Assert.ThrowsAny<XunitException>(() => ReceiveN(3, Short));
    }

    [Fact]
    public void ReceiveWhile_leaves_the_first_message_that_does_not_fit()
    {
        foreach (var message in new object[] { "a", "b", 3, "c" })
            TestActor.Tell(message);
        Assert.Equal(["a", "b"], ReceiveWhile(Ceiling, message => message as string));
        ExpectMsg(3);
        ExpectMsg("c");
    }

    [Fact]
    public void ReceiveWhile_by_predicate_skips_other_types()
    {
        foreach (var message in new object[] { "a", 3, "b", "stop", "c" })
            TestActor.Tell(message);
        Assert.Equal(["a", "b"], ReceiveWhile<string>(text => text != "stop", Ceiling));
        ExpectMsg("stop");
        ExpectMsg("c");
    }

    [Fact]
    public void ReceiveWhile_ends_after_its_time_its_idle_time_or_its_number()
    {
        TestActor.Tell("a");
        TestActor.Tell("b");
        Assert.Equal(["a"], ReceiveWhile<string>(_ => true, Ceiling, msgs: 1));
        Assert.Equal(["b"], ReceiveWhile<string>(_ => true, Ceiling, AMoment));
        Assert.Empty(ReceiveWhile<string>(_ => true, Short));
    }

    [Fact]
    public void Ignored_messages_are_not_seen_by_expectations()
    {
        IgnoreMessages(message => message is int);
        TestActor.Tell(1);
        TestActor.Tell("a");
        ExpectMsg("a");
        IgnoreNoMessages();
        TestActor.Tell(2);
        ExpectMsg(2);
    }

    [Fact]
    public void A_peeked_message_stays()
    {
        TestActor.Tell("hello");
        Assert.Equal("hello", PeekOne(Ceiling));
        ExpectMsg("hello");
    }

    [Fact]
    public void Last_message_and_sender_are_those_of_the_latest_expectation()
    {
        var sender = CreateTestProbe();
        TestActor.Tell("hello", sender.Ref);
        ExpectMsg("hello");
        Assert.Equal("hello", LastMessage);
        Assert.Equal(sender.Ref, LastSender);
    }
}
