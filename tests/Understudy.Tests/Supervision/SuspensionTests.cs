using Akka.Actor;

namespace Understudy.Tests.Supervision;

/// <summary>Between a failure and the decision nothing below the failed actor moves.</summary>
public sealed class SuspensionTests : RuntimeTest
{
    private readonly TaskCompletionSource _decide = new();

    [Theory]
    [InlineData(Directive.Resume)]
    [InlineData(Directive.Restart)]
    public void A_failed_actor_handles_nothing_until_its_supervisor_has_decided(Directive directive)
    {
        var child = StartParent(directive, out _);
        child.Tell("fail");
        ExpectMsg("deciding");
        child.Tell("after");
        ExpectNoMsg(AMoment);
        _decide.SetResult();
        ExpectMsg("after");
    }

    [Fact]
    public void The_children_of_a_failed_actor_wait_with_it()
    {
        var child = StartParent(Directive.Resume, out _);
        child.Tell(Props.Create(() => new Talker(TestActor)));
        var grandchild = ExpectMsg<IActorRef>();
        child.Tell("fail");
        ExpectMsg("deciding");
        grandchild.Tell("from below");
        ExpectNoMsg(AMoment);
        _decide.SetResult();
        ExpectMsg("from below");
    }

    [Fact]
    public void A_failed_actor_can_be_stopped_before_it_is_decided_what_becomes_of_it()
    {
        var child = StartParent(Directive.Resume, out var parent);
        Watch(child);
        child.Tell("fail");
        ExpectMsg("deciding");
        Sys.Stop(child);
        _decide.SetResult();
        ExpectTerminated(child);
        parent.Tell("alive");
        ExpectMsg("parent alive");
    }

    [Fact]
    public void A_parent_that_is_stopped_while_it_decides_takes_the_failed_child_along()
    {
        var child = StartParent(Directive.Restart, out var parent);
        Watch(child);
        Watch(parent);
        child.Tell("fail");
        ExpectMsg("deciding");
        Sys.Stop(parent);
        _decide.SetResult();
        ExpectTerminated(child);
        ExpectTerminated(parent);
    }

    [Fact]
    public void Messages_that_waited_are_all_handled_in_order_after_a_restart()
    {
        var child = StartParent(Directive.Restart, out _);
        child.Tell("fail");
        ExpectMsg("deciding");
        for (var number = 0; number < 200; number++) child.Tell(number);
        _decide.SetResult();
        for (var number = 0; number < 200; number++) ExpectMsg(number);
    }

    [Fact]
    public void Failures_one_after_the_other_are_each_decided()
    {
        _decide.SetResult();
        var child = StartParent(Directive.Restart, out _);
        for (var number = 0; number < 20; number++)
        {
            child.Tell("fail");
            child.Tell(number);
        }

        for (var number = 0; number < 20; number++)
        {
            ExpectMsg("deciding");
            ExpectMsg(number);
        }
    }

    private IActorRef StartParent(Directive directive, out IActorRef parent)
    {
        parent = Sys.ActorOf(Props.Create(() => new SlowDecider(TestActor, directive, _decide.Task)));
        parent.Tell(Props.Create(() => new Talker(TestActor)));
        return ExpectMsg<IActorRef>();
    }

    private sealed class SlowDecider : ReceiveActor
    {
        private readonly IActorRef _log;
        private readonly Directive _directive;
        private readonly Task _decide;

        public SlowDecider(IActorRef log, Directive directive, Task decide)
        {
            (_log, _directive, _decide) = (log, directive, decide);
            Receive<Props>(props => log.Tell(Context.ActorOf(props)));
            Receive<string>(text => log.Tell($"parent {text}"));
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ =>
        {
            _log.Tell("deciding");
            // The test decides; a thread of the pool waits for it.
            if (!_decide.Wait(Ceiling)) throw new TimeoutException("Nobody decided.");
            return _directive;
        });
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker(IActorRef log)
        {
            Receive<Props>(props => log.Tell(Context.ActorOf(props)));
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("broken"));
            ReceiveAny(log.Tell);
        }
    }
}
