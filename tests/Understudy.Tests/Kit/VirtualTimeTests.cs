using Akka.Actor;
using Akka.TestKit;

namespace Understudy.Tests.Kit;

public sealed class VirtualTimeTests : RuntimeTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public VirtualTimeTests()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        var start = Time.Now;
        Time.ScheduleTellOnce(Hour, TestActor, "tick", ActorRefs.NoSender);
        Time.Advance(Hour - TimeSpan.FromMilliseconds(1));
        Assert.False(HasMessages);
        Time.Advance(TimeSpan.FromMilliseconds(1));
        ExpectMsg("tick");
        Assert.Equal(Hour, Time.Now - start);
    }

    [Fact]
    public void Time_can_be_advanced_to_a_moment()
    {
        Time.ScheduleTellOnce(Hour, TestActor, "tick", ActorRefs.NoSender);
        Time.AdvanceTo(Time.Now + Hour);
        ExpectMsg("tick");
    }

    [Fact]
    public void A_repeated_message_comes_once_for_each_interval_that_passes()
    {
        Time.ScheduleTellRepeatedly(Hour, Hour, TestActor, "tick", ActorRefs.NoSender);
        for (var hour = 0; hour < 3; hour++)
            Time.Advance(Hour);
        ReceiveN(3);
        Assert.False(HasMessages);
    }

    [Fact]
    public void Actions_and_cancelables_follow_virtual_time()
    {
        var ran = 0;
        Time.Advanced.ScheduleOnce(Hour, () => ran++);
        var cancelled = Time.ScheduleTellOnceCancelable(Hour, TestActor, "tick", ActorRefs.NoSender);
        cancelled.Cancel();
        Time.Advance(Hour);
        Assert.Equal(1, ran);
        Assert.False(HasMessages);
    }

    [Fact]
    public void The_timers_of_an_actor_follow_virtual_time()
    {
        Sys.ActorOf(Props.Create(() => new Alarm(TestActor)));
        ExpectMsg("set");
        Time.Advance(Hour);
        ExpectMsg("ring");
    }

    [Fact]
    public void The_receive_timeout_of_an_actor_follows_virtual_time()
    {
        Sys.ActorOf(Props.Create(() => new Idler(TestActor)));
        ExpectMsg("set");
        AwaitAssert(() =>
        {
            Time.Advance(Hour);
            ExpectMsg("idle", TimeSpan.FromMilliseconds(100));
        });
    }

    private sealed class Alarm : ReceiveActor, IWithTimers
    {
        private readonly IActorRef _log;

        public Alarm(IActorRef log)
        {
            _log = log;
            ReceiveAny(log.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!; // The runtime sets it before the constructor runs.

        protected override void PreStart()
        {
            Timers.StartSingleTimer("alarm", "ring", Hour);
            _log.Tell("set");
        }
    }

    private sealed class Idler : ReceiveActor
    {
        public Idler(IActorRef log)
        {
            Context.SetReceiveTimeout(Hour);
            Receive<ReceiveTimeout>(_ => log.Tell("idle"));
            log.Tell("set");
        }
    }
}
