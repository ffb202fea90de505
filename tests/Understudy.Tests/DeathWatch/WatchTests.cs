using Akka.Actor;
using Akka.TestKit.TestActors;

namespace Understudy.Tests.DeathWatch;

public sealed class WatchTests : RuntimeTest
{
    [Fact]
    public void A_watcher_is_told_when_the_watched_actor_stops()
    {
        var (watcher, watched) = Pair();
        watcher.Tell(new Observe(watched));
        ExpectMsg("done");
        Sys.Stop(watched);
        var terminated = ExpectMsg<Told>().Terminated;
        Assert.Equal(watched, terminated.ActorRef);
        Assert.True(terminated.ExistenceConfirmed);
        Assert.False(terminated.AddressTerminated);
    }

    [Fact]
    public void A_watcher_is_told_once_however_often_it_watched()
    {
        var (watcher, watched) = Pair();
        watcher.Tell(new Observe(watched));
        watcher.Tell(new Observe(watched));
        ExpectMsg("done");
        ExpectMsg("done");
        Sys.Stop(watched);
        ExpectMsg<Told>();
        watcher.Tell("anything else?");
        ExpectMsg("anything else?");
    }

    [Fact]
    public void Watching_an_actor_that_is_dead_already_tells_at_once()
    {
        var (watcher, watched) = Pair();
        Watch(watched);
        Sys.Stop(watched);
        ExpectTerminated(watched);
        watcher.Tell(new Observe(watched));
        ExpectMsg("done");
        Assert.Equal(watched, ExpectMsg<Told>().Terminated.ActorRef);
    }

    [Fact]
    public void Every_watcher_is_told()
    {
        var (first, watched) = Pair();
        var other = CreateTestProbe();
        other.Watch(watched);
        first.Tell(new Observe(watched));
        ExpectMsg("done");
        watched.Tell(PoisonPill.Instance);
        ExpectMsg<Told>();
        other.ExpectTerminated(watched);
    }

    [Fact]
    public void A_restart_is_not_a_termination()
    {
        var watched = Sys.ActorOf(Props.Create(() => new Fails()));
        Watch(watched);
        watched.Tell("fail");
        watched.Tell("alive?");
        ExpectMsg("alive");
    }

    [Fact]
    public void Unwatch_ends_the_interest()
    {
        var (watcher, watched) = Pair();
        watcher.Tell(new Observe(watched));
        watcher.Tell(new Forget(watched));
        ExpectMsg("done");
        ExpectMsg("done");
        Watch(watched);
        Sys.Stop(watched);
        ExpectTerminated(watched);
        watcher.Tell("anything?");
        ExpectMsg("anything?");
    }

    [Fact]
    public void Unwatch_also_drops_a_termination_that_waits_in_the_mailbox()
    {
        var watched = Sys.ActorOf(BlackHoleActor.Props);
        using var gate = new ManualResetEventSlim();
        var watcher = Sys.ActorOf(Props.Create(() => new UnwatchesLate(watched, TestActor, gate)));
        watcher.Tell("hold");
        ExpectMsg("holding");
        var observer = CreateTestProbe();
        observer.Watch(watched);
        Sys.Stop(watched);
        observer.ExpectTerminated(watched);
        gate.Set();
        watcher.Tell("anything?");
        ExpectMsg("anything?");
    }

    [Fact]
    public void WatchWith_delivers_the_given_message_instead()
    {
        var (watcher, watched) = Pair();
        watcher.Tell(new ObserveWith(watched, "gone"));
        ExpectMsg("done");
        Sys.Stop(watched);
        ExpectMsg("gone");
    }

    [Fact]
    public void Watching_again_with_another_message_changes_nothing()
    {
        var (watcher, watched) = Pair();
        watcher.Tell(new ObserveWith(watched, "gone"));
        ExpectMsg("done");
        watcher.Tell(new ObserveWith(watched, "lost"));
        ExpectMsg("done");
        Sys.Stop(watched);
        ExpectMsg("gone");
    }

    [Fact]
    public void A_termination_comes_after_the_messages_of_the_one_who_died()
    {
        var watched = Sys.ActorOf(Props.Create(() => new LastWords(TestActor)));
        Watch(watched);
        watched.Tell("speak");
        for (var word = 0; word < 50; word++)
            ExpectMsg(word);
        ExpectTerminated(watched);
    }

    [Fact]
    public void A_watcher_that_does_not_handle_the_termination_dies_too()
    {
        var watched = Sys.ActorOf(BlackHoleActor.Props);
        var careless = Sys.ActorOf(Props.Create(() => new WatchesAndIgnores(watched)));
        Watch(careless);
        careless.Tell("ready?");
        ExpectMsg("ready");
        Sys.Stop(watched);
        ExpectTerminated(careless);
    }

    [Fact]
    public void A_parent_that_does_not_watch_is_not_told_of_its_child()
    {
        var parent = Sys.ActorOf(Props.Create(() => new StopsItsChild(TestActor)));
        parent.Tell("stop");
        Watch(ExpectMsg<IActorRef>());
        ExpectMsg<Terminated>();
        parent.Tell("anything?");
        ExpectMsg("anything?");
    }

    private (IActorRef Watcher, IActorRef Watched) Pair()
    {
        var probe = TestActor;
        return (Sys.ActorOf(Props.Create(() => new Watcher(probe))), Sys.ActorOf(BlackHoleActor.Props));
    }

    private sealed record Observe(IActorRef Whom);

    private sealed record Forget(IActorRef Whom);

    private sealed record ObserveWith(IActorRef Whom, object Message);

    private sealed record Told(Terminated Terminated);

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef log)
        {
            Receive<Observe>(watch => { Context.Watch(watch.Whom); log.Tell("done"); });
            Receive<Forget>(unwatch => { Context.Unwatch(unwatch.Whom); log.Tell("done"); });
            Receive<ObserveWith>(watch => { Context.WatchWith(watch.Whom, watch.Message); log.Tell("done"); });
            Receive<Terminated>(terminated => log.Tell(new Told(terminated)));
            ReceiveAny(log.Tell);
        }
    }

    private sealed class UnwatchesLate : ReceiveActor
    {
        public UnwatchesLate(IActorRef watched, IActorRef log, ManualResetEventSlim gate)
        {
            Context.Watch(watched);
            Receive<string>(text => text == "hold", _ =>
            {
                log.Tell("holding");
                gate.Wait(Ceiling);
                Context.Unwatch(watched);
            });
            ReceiveAny(log.Tell);
        }
    }

    private sealed class Fails : ReceiveActor
    {
        public Fails()
        {
            Receive<string>(text => text == "fail", _ => throw new ArithmeticException());
            ReceiveAny(_ => Sender.Tell("alive"));
        }
    }

    private sealed class LastWords : ReceiveActor
    {
        public LastWords(IActorRef log) => ReceiveAny(_ =>
        {
            for (var word = 0; word < 50; word++)
                log.Tell(word);
            Context.Stop(Self);
        });
    }

    private sealed class WatchesAndIgnores : ReceiveActor
    {
        public WatchesAndIgnores(IActorRef watched)
        {
            Context.Watch(watched);
            Receive<string>(_ => Sender.Tell("ready"));
        }
    }

    private sealed class StopsItsChild : ReceiveActor
    {
        public StopsItsChild(IActorRef log)
        {
            var child = Context.ActorOf(BlackHoleActor.Props);
            Receive<string>(text => text == "stop", _ => { log.Tell(child); Context.Stop(child); });
            ReceiveAny(log.Tell);
        }
    }
}
