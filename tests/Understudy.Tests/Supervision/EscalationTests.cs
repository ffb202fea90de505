using Akka.Actor;

namespace Understudy.Tests.Supervision;

public sealed class EscalationTests : RuntimeTest
{
    [Fact]
    public void An_escalated_failure_reaches_the_grandparent_as_the_same_exception()
    {
        var top = Sys.ActorOf(Props.Create(() => new Top(TestActor)));
        top.Tell("start");
        var leaf = ExpectMsg<IActorRef>();
        var failure = new ArithmeticException("up and away");
        leaf.Tell(failure);
        Assert.Same(failure, ExpectMsg<Exception>());
    }

    [Fact]
    public void A_restart_stops_the_children_unless_PreRestart_is_overridden()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(true)));
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        parent.Tell(new ArithmeticException());
        ExpectTerminated(child);
    }

    [Fact]
    public void Children_that_PreRestart_does_not_stop_are_restarted_with_their_parent()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(false)));
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();
        child.Tell(41);
        child.Tell("get");
        ExpectMsg(41);
        parent.Tell(new ArithmeticException());
        parent.Tell("children");
        ExpectMsg(1);
        child.Tell("get");
        ExpectMsg(0);
    }

    [Fact]
    public void The_guardian_of_user_actors_follows_the_configured_strategy()
    {
        using var system = ActorSystem.Create("strict", "akka.actor.guardian-supervisor-strategy = \"Akka.Actor.StoppingSupervisorStrategy\"");
        var probe = CreateTestProbe(system);
        var actor = system.ActorOf(Props.Create(() => new Accumulator()));
        probe.Watch(actor);
        actor.Tell(new ArithmeticException());
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void A_failure_that_the_user_guardian_escalates_ends_the_system()
    {
        var system = ActorSystem.Create("escalating", $"akka.actor.guardian-supervisor-strategy = \"{typeof(EscalatingStrategy).AssemblyQualifiedName}\"");
        var actor = system.ActorOf(Props.Create(() => new Accumulator()));
        actor.Tell(new ArithmeticException());
        AwaitCondition(() => system.WhenTerminated.IsCompleted, Ceiling);
    }

    [Fact]
    public void An_actor_whose_construction_fails_on_restart_is_stopped()
    {
        var built = new int[1];
        var actor = Sys.ActorOf(Props.Create(() => new BuildsOnce(built)));
        Watch(actor);
        actor.Tell("fail");
        ExpectTerminated(actor);
    }

    public sealed class EscalatingStrategy : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }

    private sealed class Top : ReceiveActor
    {
        private readonly IActorRef _log;

        public Top(IActorRef log)
        {
            _log = log;
            var middle = Context.ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Escalate))));
            Receive<string>(_ => middle.Forward(Props.Create(() => new Accumulator())));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
        {
            _log.Tell(failure);
            return Directive.Restart;
        });
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly bool _stopsChildren;

        public Parent(bool stopsChildren)
        {
            _stopsChildren = stopsChildren;
            Receive<Exception>(failure => throw failure);
            Receive<string>(text => text == "child", _ => Sender.Tell(Context.ActorOf(Props.Create(() => new Accumulator()))));
            Receive<string>(_ => Sender.Tell(Context.GetChildren().Count()));
        }

        protected override void PreRestart(Exception reason, object message)
        {
            if (_stopsChildren)
                base.PreRestart(reason, message);
        }
    }

    private sealed class BuildsOnce : ReceiveActor
    {
        public BuildsOnce(int[] built)
        {
            if (built[0]++ > 0)
                throw new InvalidOperationException("only once");
            ReceiveAny(_ => throw new ArithmeticException());
        }
    }
}
