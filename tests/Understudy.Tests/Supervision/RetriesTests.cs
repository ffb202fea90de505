using Akka.Actor;

namespace Understudy.Tests.Supervision;

public sealed class RetriesTests : RuntimeTest
{
    private static readonly TimeSpan LongWindow = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_child_is_restarted_as_often_as_the_retries_allow_and_then_stopped()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(2, LongWindow, _ => Directive.Restart));
        Watch(child);
        for (var failure = 1; failure <= 2; failure++)
        {
            child.Tell(new ArithmeticException());
            child.Tell("get");
            ExpectMsg(0);
        }

        child.Tell(new ArithmeticException());
        ExpectTerminated(child);
    }

    [Fact]
    public void Retries_without_a_window_count_for_ever()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(1, Timeout.InfiniteTimeSpan, _ => Directive.Restart));
        Watch(child);
        child.Tell(new ArithmeticException());
        child.Tell("get");
        ExpectMsg(0);
        child.Tell(new ArithmeticException());
        ExpectTerminated(child);
    }

    [Fact]
    public void Unlimited_retries_never_stop_the_child()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, _ => Directive.Restart));
        for (var failure = 0; failure < 20; failure++)
            child.Tell(new ArithmeticException());
        child.Tell("get");
        ExpectMsg(0);
    }

    [Fact]
    public void No_retries_stop_the_child_at_its_first_failure()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(0, LongWindow, _ => Directive.Restart));
        Watch(child);
        child.Tell(new ArithmeticException());
        ExpectTerminated(child);
    }

    [Fact]
    public void Resuming_does_not_count_as_a_retry()
    {
        var child = Supervisor.ChildOf(this, new OneForOneStrategy(1, LongWindow, failure =>
            failure is ArithmeticException ? Directive.Resume : Directive.Restart));
        for (var failure = 0; failure < 5; failure++)
            child.Tell(new ArithmeticException());
        child.Tell(3);
        child.Tell(new InvalidOperationException());
        child.Tell("get");
        ExpectMsg(0);
    }

    [Fact]
    public void Each_child_has_its_own_count_under_one_for_one()
    {
        var first = Supervisor.ChildOf(this, new OneForOneStrategy(1, LongWindow, _ => Directive.Restart), out var supervisor);
        supervisor.Tell(Props.Create(() => new Accumulator()));
        var second = ExpectMsg<IActorRef>();
        foreach (var child in new[] { first, second })
        {
            child.Tell(new ArithmeticException());
            child.Tell("get");
            ExpectMsg(0);
        }
    }

    [Fact]
    public void All_for_one_stops_all_children_when_the_retries_of_one_are_used_up()
    {
        var first = Supervisor.ChildOf(this, new AllForOneStrategy(1, LongWindow, _ => Directive.Restart), out var supervisor);
        supervisor.Tell(Props.Create(() => new Accumulator()));
        var second = ExpectMsg<IActorRef>();
        Watch(second);
        first.Tell(new ArithmeticException());
        first.Tell("get");
        ExpectMsg(0);
        first.Tell(new ArithmeticException());
        ExpectTerminated(second);
    }
}
