using Akka.Actor;

namespace Understudy.Tests.Timing;

public sealed class ReceiveTimeoutTests : RuntimeTest
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public void An_idle_actor_gets_a_ReceiveTimeout()
    {
        Sys.ActorOf(Props.Create(() => new Idler(TestActor, Idle)));
        ExpectMsg("idle");
    }

    [Fact]
    public void The_timeout_repeats_while_the_actor_stays_idle()
    {
        Sys.ActorOf(Props.Create(() => new Idler(TestActor, Idle)));
        ExpectMsg("idle");
        ExpectMsg("idle");
    }

    [Fact]
    public void Setting_null_turns_the_timeout_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Idler(TestActor, Idle)));
        actor.Tell(new Set(null));
        FishForMessage(message => message is "set");
        ExpectNoMsg(3 * Idle);
    }

    [Fact]
    public void A_message_that_does_not_influence_the_timeout_does_not_put_it_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Idler(TestActor, TimeSpan.FromMilliseconds(200))));
        using var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), actor, new Unnoticed(), ActorRefs.NoSender, cancelable);
        FishForMessage(message => message is "idle");
        cancelable.Cancel();
    }

    [Fact]
    public void Another_message_puts_the_timeout_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Idler(TestActor, Long)));
        actor.Tell("hello");
        ExpectMsg("hello");
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void The_timeout_set_is_the_one_in_the_context()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Idler(TestActor, Long)));
        actor.Tell("timeout?");
        ExpectMsg(Long);
    }

    private sealed record Set(TimeSpan? Timeout);

    private sealed record Unnoticed : INotInfluenceReceiveTimeout;

    private sealed class Idler : ReceiveActor
    {
        public Idler(IActorRef log, TimeSpan timeout)
        {
            Context.SetReceiveTimeout(timeout);
            Receive<Akka.Actor.ReceiveTimeout>(_ => log.Tell("idle"));
            Receive<Set>(set =>
            {
                Context.SetReceiveTimeout(set.Timeout);
                log.Tell("set");
            });
            Receive<Unnoticed>(_ => { });
            Receive<string>(text => text == "timeout?", _ => log.Tell(Context.ReceiveTimeout!));
            ReceiveAny(log.Tell);
        }
    }
}
