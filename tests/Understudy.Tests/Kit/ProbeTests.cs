using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Xunit.Sdk;

namespace Understudy.Tests.Kit;

public sealed class ProbeTests : RuntimeTest
{
    [Fact]
    public void A_probe_receives_apart_from_the_test()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("for the probe");
        TestActor.Tell("for the test");
        probe.ExpectMsg("for the probe");
        ExpectMsg("for the test");
    }

    [Fact]
    public void A_probe_may_have_a_name() => Assert.StartsWith("named", CreateTestProbe("named").Ref.Path.Name, StringComparison.Ordinal);

    [Fact]
    public void A_probe_is_taken_where_a_reference_is_wanted()
    {
        IActorRef probe = CreateTestProbe();
        Assert.NotNull(probe.Path);
        var target = CreateTestProbe();
        target.Ref.Tell("hello", probe);
        target.ExpectMsg("hello");
        Assert.Equal(probe, target.Sender);
    }

    [Fact]
    public void Reply_answers_the_latest_message()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question", TestActor);
        probe.ExpectMsg("question");
        probe.Reply("answer");
        ExpectMsg("answer");
        Assert.Equal(probe.Ref, LastSender);
    }

    [Fact]
    public void Send_tells_in_the_name_of_the_probe()
    {
        var probe = CreateTestProbe();
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        probe.Send(echo, "hello");
        probe.ExpectMsg("hello");
        Assert.Equal(echo, probe.LastSender);
    }

    [Fact]
    public void Forward_passes_the_latest_message_on_with_its_sender()
    {
        var probe = CreateTestProbe();
        var sender = CreateTestProbe();
        probe.Ref.Tell("hello", sender.Ref);
        probe.ExpectMsg("hello");
        probe.Forward(TestActor);
        ExpectMsg("hello");
        Assert.Equal(sender.Ref, LastSender);
    }

    [Fact]
    public void A_probe_watches_for_itself()
    {
        var probe = CreateTestProbe();
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        probe.Watch(actor);
        Sys.Stop(actor);
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void A_probe_can_be_the_parent_of_the_actor_under_test()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf(Props.Create(() => new TellsItsParent()), "child");
        probe.ExpectMsg("born");
        Assert.Equal(probe.Ref.Path / "child", child.Path);
    }

    [Fact]
    public void An_auto_pilot_answers_for_the_probe_until_it_is_told_to_stop()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"automatic {message}");
            return message is 2 ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell(1, TestActor);
        probe.Ref.Tell(2, TestActor);
        probe.Ref.Tell(3, TestActor);
        ExpectMsg("automatic 1");
        ExpectMsg("automatic 2");
        Assert.Equal([1, 2, 3], probe.ReceiveN(3).Cast<int>());
        Assert.False(HasMessages);
    }

    [Fact]
    public void The_test_is_the_sender_of_what_a_test_method_tells()
    {
        Sys.ActorOf(EchoActor.Props(this, false)).Tell("hello");
        ExpectMsg("hello");
    }

    [Fact]
    public async Task The_test_stays_the_sender_after_an_await()
    {
        var echo = Sys.ActorOf(EchoActor.Props(this, false));
        echo.Tell("first");
        await ExpectMsgAsync("first");
        await Task.Yield();
        echo.Tell("second");
        await ExpectMsgAsync("second");
    }

    [Fact]
    public void A_black_hole_swallows_everything()
    {
        var hole = Sys.ActorOf(BlackHoleActor.Props);
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.UnhandledMessage));
        hole.Tell("swallow");
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_failing_expectation_of_a_probe_fails_the_test() =>
        Assert.ThrowsAny<XunitException>(() => CreateTestProbe().ExpectMsg<string>(TimeSpan.FromMilliseconds(20)));

    private sealed class TellsItsParent : ReceiveActor
    {
        protected override void PreStart() => Context.Parent.Tell("born");
    }
}
