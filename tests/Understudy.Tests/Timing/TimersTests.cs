using Akka.Actor;

namespace Understudy.Tests.Timing;

public sealed class TimersTests : RuntimeTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Fact]
    public void A_single_timer_sends_its_message_once_and_is_then_inactive()
    {
        var actor = Timed();
        actor.Tell(new Do(timers => timers.StartSingleTimer("key", "tick", Soon)));
        ExpectMsg("tick");
        actor.Tell(new Do(timers => TestActor.Tell(timers.IsTimerActive("key"))));
        ExpectMsg(false);
    }

    [Fact]
    public void A_periodic_timer_goes_on_until_it_is_cancelled()
    {
        var actor = Timed();
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("key", "tick", Soon)));
        ExpectMsg("tick");
        ExpectMsg("tick");
        ExpectMsg("tick");
        actor.Tell(new Do(timers =>
        {
            timers.Cancel("key");
            TestActor.Tell("cancelled");
        }));
        FishForMessage(message => message is "cancelled");
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_periodic_timer_may_have_another_delay_before_its_first_tick()
    {
        var actor = Timed();
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("key", "tick", Soon, Never)));
        ExpectMsg("tick");
        actor.Tell(new Do(timers => TestActor.Tell(timers.IsTimerActive("key"))));
        ExpectMsg(true);
    }

    [Fact]
    public void A_timer_with_the_same_key_replaces_the_one_before()
    {
        var actor = Timed();
        actor.Tell(new Do(timers =>
        {
            timers.StartPeriodicTimer("key", "old", Soon);
            timers.StartSingleTimer("key", "new", Soon + Soon);
        }));
        ExpectMsg("new");
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void Timers_with_different_keys_do_not_disturb_each_other()
    {
        var actor = Timed();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("one", "first", Soon);
            timers.StartSingleTimer("two", "second", 10 * Soon);
        }));
        ExpectMsg("first");
        ExpectMsg("second");
    }

    [Fact]
    public void A_tick_that_waits_in_the_mailbox_when_its_timer_is_cancelled_is_not_delivered()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Timed();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("key", "tick", TimeSpan.FromMilliseconds(1));
            // The tick comes while this message is still being handled.
            gate.Wait(AMoment);
            timers.Cancel("key");
            TestActor.Tell("cancelled");
        }));
        ExpectMsg("cancelled");
        actor.Tell(new Do(_ => TestActor.Tell("nothing came")));
        ExpectMsg("nothing came");
    }

    [Fact]
    public void CancelAll_ends_every_timer()
    {
        var actor = Timed();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("one", "tick", Never);
            timers.StartPeriodicTimer("two", "tock", Never);
            timers.CancelAll();
            TestActor.Tell(timers.IsTimerActive("one") || timers.IsTimerActive("two"));
        }));
        ExpectMsg(false);
    }

    [Fact]
    public void Timers_end_when_the_actor_restarts()
    {
        var actor = Timed();
        actor.Tell(new Do(timers => timers.StartPeriodicTimer("key", "tick", Soon)));
        ExpectMsg("tick");
        actor.Tell(new Do(_ => throw new ArithmeticException()));
        actor.Tell(new Do(timers => TestActor.Tell($"active: {timers.IsTimerActive("key")}")));
        FishForMessage(message => message is "active: False");
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void Timers_end_when_the_actor_stops()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        var actor = Timed();
        actor.Tell(new Do(timers =>
        {
            timers.StartSingleTimer("key", "tick", AMoment / 2);
            TestActor.Tell("started");
        }));
        ExpectMsg("started");
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_timer_may_be_started_in_PreStart()
    {
        Sys.ActorOf(Props.Create(() => new StartsItself(TestActor)));
        ExpectMsg("started");
    }

    private IActorRef Timed()
    {
        var log = TestActor;
        return Sys.ActorOf(Props.Create(() => new TimedActor(log)));
    }

    private sealed record Do(Action<ITimerScheduler> What);

    private sealed class TimedActor : ReceiveActor, IWithTimers
    {
        public TimedActor(IActorRef log)
        {
            Receive<Do>(message => message.What(Timers));
            ReceiveAny(log.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the constructor runs.
    }

    private sealed class StartsItself : ReceiveActor, IWithTimers
    {
        public StartsItself(IActorRef log) => ReceiveAny(log.Tell);

        public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the constructor runs.

        protected override void PreStart() => Timers.StartSingleTimer("key", "started", Soon);
    }
}
