using Akka.Actor;

namespace Understudy.Tests.Supervision;

public sealed class DirectivesTests : RuntimeTest
{
    [Fact]
    public void Resume_keeps_the_state_and_goes_on_with_the_next_message()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(_ => Directive.Resume));
        child.Tell(41);
        child.Tell(new ArithmeticException());
        child.Tell("get");
        ExpectMsg(41);
    }

    [Fact]
    public void Restart_loses_the_state_and_goes_on_with_the_next_message()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(_ => Directive.Restart));
        child.Tell(41);
        child.Tell(new ArithmeticException());
        child.Tell("get");
        ExpectMsg(0);
    }

    [Fact]
    public void Stop_ends_the_child()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(_ => Directive.Stop));
        Watch(child);
        child.Tell(new ArithmeticException());
        ExpectTerminated(child);
    }

    [Fact]
    public void Escalate_makes_the_supervisor_fail_and_its_restart_stops_the_child()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(_ => Directive.Escalate), out var supervisor);
        Watch(child);
        child.Tell(new ArithmeticException());
        ExpectTerminated(child);
        supervisor.Tell(Props.Create(() => new Accumulator()));
        ExpectMsg<IActorRef>();
    }

    [Fact]
    public void The_directive_follows_the_exception()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(failure => failure switch
        {
            ArithmeticException => Directive.Resume,
            InvalidOperationException => Directive.Restart,
            _ => Directive.Stop,
        }));
        Watch(child);
        child.Tell(41);
        child.Tell(new ArithmeticException());
        child.Tell("get");
        ExpectMsg(41);
        child.Tell(new InvalidOperationException());
        child.Tell("get");
        ExpectMsg(0);
        child.Tell(new NotSupportedException());
        ExpectTerminated(child);
    }

    [Fact]
    public void A_table_of_directives_is_searched_for_the_nearest_type_and_falls_back_to_its_default()
    {
        var decider = Decider.From(
            Directive.Stop,
            Directive.Resume.When<ArithmeticException>(),
            Directive.Restart.When<InvalidOperationException>());
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(decider));
        Watch(child);
        child.Tell(41);
        child.Tell(new ArithmeticException());
        child.Tell("get");
        ExpectMsg(41);
        child.Tell(new NotSupportedException());
        ExpectTerminated(child);
    }

    [Fact]
    public void The_default_strategy_restarts_on_any_exception()
    {
        var child = Supervisor.ChildOf(this, SupervisorStrategy.DefaultStrategy);
        child.Tell(41);
        child.Tell(new NotSupportedException());
        child.Tell("get");
        ExpectMsg(0);
    }

    [Fact]
    public void The_stopping_strategy_stops_on_any_exception()
    {
        var child = Supervisor.ChildOf(this, SupervisorStrategy.StoppingStrategy);
        Watch(child);
        child.Tell(new NotSupportedException());
        ExpectTerminated(child);
    }

    [Fact]
    public void The_failed_child_is_the_sender_while_the_decider_runs()
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new KnowsWhoFailed(TestActor)));
        supervisor.Tell(Props.Create(() => new Accumulator()));
        var child = ExpectMsg<IActorRef>();
        child.Tell(new ArithmeticException());
        ExpectMsg(child);
    }

    [Fact]
    public void A_strategy_in_the_props_replaces_the_one_of_the_class()
    {
        var props = Props.Create(() => new KnowsWhoFailed(TestActor)).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop));
        var supervisor = Sys.ActorOf(props);
        supervisor.Tell(Props.Create(() => new Accumulator()));
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        child.Tell(new ArithmeticException());
        ExpectTerminated(child);
    }

    [Fact]
    public void Siblings_go_on_when_one_child_fails_under_one_for_one()
    {
        var failing = Supervisor.ChildOf(this, new OneForOneStrategy(_ => Directive.Restart), out var supervisor);
        supervisor.Tell(Props.Create(() => new Accumulator()));
        var sibling = ExpectMsg<IActorRef>();
        sibling.Tell(5);
        failing.Tell(7);
        failing.Tell(new ArithmeticException());
        failing.Tell("get");
        ExpectMsg(0);
        sibling.Tell("get");
        ExpectMsg(5);
    }

    [Theory]
    [InlineData(Directive.Restart, 0)]
    [InlineData(Directive.Resume, 5)]
    public void All_children_follow_the_directive_under_all_for_one(Directive directive, int siblingAfterwards)
    {
        var failing = Supervisor.ChildOf(this, new AllForOneStrategy(_ => directive), out var supervisor);
        supervisor.Tell(Props.Create(() => new Accumulator()));
        var sibling = ExpectMsg<IActorRef>();
        sibling.Tell(5);
        sibling.Tell("get");
        ExpectMsg(5);
        failing.Tell(new ArithmeticException());
        failing.Tell("get");
        ExpectMsg(0);
        AwaitAssert(() =>
        {
            sibling.Tell("get");
            ExpectMsg(siblingAfterwards);
        });
    }

    [Fact]
    public void All_children_stop_when_one_is_stopped_under_all_for_one()
    {
        var failing = Supervisor.ChildOf(this, new AllForOneStrategy(_ => Directive.Stop), out var supervisor);
        supervisor.Tell(Props.Create(() => new Accumulator()));
        var sibling = ExpectMsg<IActorRef>();
        Watch(sibling);
        failing.Tell(new ArithmeticException());
        ExpectTerminated(sibling);
    }

    private sealed class KnowsWhoFailed : ReceiveActor
    {
        private readonly IActorRef _log;

        public KnowsWhoFailed(IActorRef log)
        {
            _log = log;
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            _log.Tell(Sender);
            return Directive.Resume;
        });
    }
}
