using System.Collections.Concurrent;
using Akka.Actor;

namespace Understudy.Tests.Timing;

public sealed class SchedulerTests : RuntimeTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void A_message_can_be_scheduled_once_with_its_sender()
    {
        var sender = CreateTestProbe();
        Sys.Scheduler.ScheduleTellOnce(Soon, TestActor, "tick", sender.Ref);
        ExpectMsg("tick");
        Assert.Equal(sender.Ref, LastSender);
    }

    [Fact]
    public void A_scheduled_message_never_comes_early()
    {
        var clock = Sys.Scheduler.MonotonicClock;
        var delay = TimeSpan.FromMilliseconds(100);
        Sys.Scheduler.ScheduleTellOnce(delay, TestActor, "tick", ActorRefs.NoSender);
        ExpectMsg("tick");
        // A tick of the wheel is 10 ms and the clock of the system may be as coarse.
        Assert.True(Sys.Scheduler.MonotonicClock - clock >= delay - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void A_repeated_message_goes_on_until_it_is_cancelled()
    {
        using var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(Soon, Soon, TestActor, "tick", ActorRefs.NoSender, cancelable);
        ExpectMsg("tick");
        ExpectMsg("tick");
        ExpectMsg("tick");
        cancelable.Cancel();
        ReceiveWhile<object>(message => message, idle: AMoment);
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_message_that_is_cancelled_before_its_time_is_not_sent()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(AMoment / 2, TestActor, "tick", ActorRefs.NoSender);
        cancelable.Cancel();
        Assert.True(cancelable.IsCancellationRequested);
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_repeated_message_can_be_scheduled_with_a_cancelable_of_its_own()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, Soon, TestActor, "tick", ActorRefs.NoSender);
        ExpectMsg("tick");
        ExpectMsg("tick");
        cancelable.Cancel();
    }

    [Fact]
    public void An_action_can_be_scheduled_once()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(Soon, () => TestActor.Tell("ran"));
        ExpectMsg("ran");
    }

    [Fact]
    public void An_action_can_be_repeated_and_cancelled()
    {
        var cancelable = Sys.Scheduler.Advanced.ScheduleRepeatedlyCancelable(Soon, Soon, () => TestActor.Tell("ran"));
        ExpectMsg("ran");
        ExpectMsg("ran");
        cancelable.Cancel();
    }

    [Fact]
    public void Earlier_messages_come_before_later_ones()
    {
        var order = new ConcurrentQueue<int>();
        foreach (var step in new[] { 4, 1, 3, 2 })
        {
            Sys.Scheduler.Advanced.ScheduleOnce(5 * step * Soon, () =>
            {
                order.Enqueue(step);
                TestActor.Tell("ran");
            });
        }

        ReceiveN(4);
        Assert.Equal([1, 2, 3, 4], order);
    }

    [Fact]
    public void A_negative_delay_or_an_interval_of_zero_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), TestActor, "tick", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, TestActor, "tick", ActorRefs.NoSender));
    }

    [Fact]
    public void A_cancelable_can_cancel_itself_later()
    {
        using var cancelable = new Cancelable(Sys.Scheduler);
        cancelable.CancelAfter(Soon);
        AwaitCondition(() => cancelable.IsCancellationRequested, Ceiling);
        Assert.True(cancelable.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_linked_cancelable_is_cancelled_with_its_source_but_not_the_other_way()
    {
        using var source = new Cancelable(Sys.Scheduler);
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, source);
        var other = Cancelable.CreateLinkedCancelable(Sys.Scheduler, source);
        other.Cancel();
        Assert.False(source.IsCancellationRequested);
        source.Cancel();
        Assert.True(linked.IsCancellationRequested);
    }

    [Fact]
    public void CancelIfNotNull_ignores_null()
    {
        ICancelable? nothing = null;
        nothing.CancelIfNotNull();
        var something = Sys.Scheduler.ScheduleTellOnceCancelable(Never, TestActor, "tick", ActorRefs.NoSender);
        something.CancelIfNotNull();
        Assert.True(something.IsCancellationRequested);
    }
}
