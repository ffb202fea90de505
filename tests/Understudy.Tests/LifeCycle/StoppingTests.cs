using Akka.Actor;
using Akka.Event;

namespace Understudy.Tests.LifeCycle;

public sealed class StoppingTests : RuntimeTest
{
    [Fact]
    public void A_poison_pill_is_handled_after_the_messages_before_it()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, "a")));
        actor.Tell("one");
        actor.Tell("two");
        actor.Tell(PoisonPill.Instance);
        ExpectMsg("a one");
        ExpectMsg("a two");
        ExpectMsg("a stopped");
    }

    [Fact]
    public void Messages_behind_a_poison_pill_become_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(Nobody.Instance, "a")));
        actor.Tell(PoisonPill.Instance);
        actor.Tell("late");
        var letter = ExpectMsg<DeadLetter>(letter => letter.Message is "late");
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public void Kill_makes_the_actor_fail_and_the_default_strategy_stops_it()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, "a")));
        Watch(actor);
        actor.Tell(Kill.Instance);
        ExpectMsg("a stopped");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Stopping_a_parent_stops_its_children_before_itself()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Family(TestActor)));
        ExpectMsg("ready");
        Sys.Stop(parent);
        var first = ExpectMsg<string>();
        var second = ExpectMsg<string>();
        Assert.Equal(["child-1 stopped", "child-2 stopped"], new[] { first, second }.Order());
        ExpectMsg("parent stopped");
    }

    [Fact]
    public void A_parent_can_stop_one_child()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Family(TestActor)));
        ExpectMsg("ready");
        parent.Tell("stop child-1");
        ExpectMsg("child-1 stopped");
        parent.Tell("hello");
        ExpectMsg("parent hello");
    }

    [Fact]
    public void Messages_sent_to_a_stopped_actor_become_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(Nobody.Instance, "a")));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        actor.Tell("too late");
        Assert.Equal("too late", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new BornBroken()));
        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_PreStart_that_throws_stops_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new FailsToStart()));
        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_PostStop_that_throws_does_not_keep_the_actor_alive()
    {
        var actor = Sys.ActorOf(Props.Create(() => new FailsToStop()));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public async Task Terminating_the_system_stops_every_actor()
    {
        var system = ActorSystem.Create("ending");
        var stopped = new TaskCompletionSource();
        system.ActorOf(Props.Create(() => new Completes(stopped)));
        await system.Terminate().WaitAsync(Ceiling);
        Assert.True(stopped.Task.IsCompleted);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Callbacks_registered_on_termination_run_when_the_system_ends()
    {
        var system = ActorSystem.Create("ending");
        var called = new TaskCompletionSource();
        system.RegisterOnTermination(() => called.TrySetResult());
        await system.Terminate().WaitAsync(Ceiling);
        await called.Task.WaitAsync(Ceiling);
    }

    private sealed class Reporter : ReceiveActor
    {
        private readonly IActorRef _log;
        private readonly string _name;

        public Reporter(IActorRef log, string name)
        {
            _log = log;
            _name = name;
            Receive<string>(text => _log.Tell($"{_name} {text}"));
        }

        protected override void PostStop() => _log.Tell($"{_name} stopped");
    }

    private sealed class Family : ReceiveActor
    {
        private readonly IActorRef _log;

        public Family(IActorRef log)
        {
            _log = log;
            foreach (var name in new[] { "child-1", "child-2" })
                Context.ActorOf(Props.Create(() => new Reporter(log, name)), name);
            Receive<string>(text => text.StartsWith("stop ", StringComparison.Ordinal), text => Context.Stop(Context.Child(text[5..])));
            Receive<string>(text => _log.Tell($"parent {text}"));
        }

        protected override void PreStart() => _log.Tell("ready");

        protected override void PostStop() => _log.Tell("parent stopped");
    }

    private sealed class BornBroken : ReceiveActor
    {
        public BornBroken() => throw new InvalidOperationException("born broken");
    }

    private sealed class FailsToStart : ReceiveActor
    {
        protected override void PreStart() => throw new InvalidOperationException("cannot start");
    }

    private sealed class FailsToStop : ReceiveActor
    {
        protected override void PostStop() => throw new InvalidOperationException("cannot stop");
    }

    private sealed class Completes(TaskCompletionSource stopped) : ReceiveActor
    {
        protected override void PostStop() => stopped.SetResult();
    }
}
