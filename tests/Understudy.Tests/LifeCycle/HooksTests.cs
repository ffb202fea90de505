using Akka.Actor;

namespace Understudy.Tests.LifeCycle;

public sealed class HooksTests : RuntimeTest
{
    [Fact]
    public void PreStart_runs_before_the_first_message()
    {
        var actor = Sys.ActorOf(Hooked.Props(TestActor));
        actor.Tell("hello");
        ExpectMsg("1 PreStart");
        ExpectMsg("1 hello");
    }

    [Fact]
    public void PostStop_runs_when_the_actor_is_stopped()
    {
        var actor = Sys.ActorOf(Hooked.Props(TestActor));
        ExpectMsg("1 PreStart");
        Sys.Stop(actor);
        ExpectMsg("1 PostStop");
    }

    [Fact]
    public void PostStop_runs_after_the_message_under_way()
    {
        var actor = Sys.ActorOf(Hooked.Props(TestActor));
        actor.Tell("stop yourself, then say so");
        ExpectMsg("1 PreStart");
        ExpectMsg("1 still here");
        ExpectMsg("1 PostStop");
    }

    [Fact]
    public void A_restart_runs_PreRestart_on_the_old_instance_and_PostRestart_on_the_new_one()
    {
        var actor = Sys.ActorOf(Hooked.Props(TestActor));
        actor.Tell(new InvalidOperationException("broken"));
        ExpectMsg("1 PreStart");
        ExpectMsg("1 PreRestart broken");
        ExpectMsg("2 PostRestart broken");
    }

    [Fact]
    public void A_restart_runs_PostStop_and_PreStart_unless_the_restart_hooks_are_overridden()
    {
        var actor = Sys.ActorOf(Props.Create(() => new PlainHooks(TestActor)));
        ExpectMsg("PreStart");
        actor.Tell("fail");
        ExpectMsg("PostStop");
        ExpectMsg("PreStart");
    }

    [Fact]
    public void PreRestart_is_given_the_message_that_failed()
    {
        var actor = Sys.ActorOf(Hooked.Props(TestActor));
        var failure = new InvalidOperationException("broken");
        actor.Tell(new ReportFailedMessage());
        actor.Tell(failure);
        ExpectMsg("1 PreStart");
        Assert.Same(failure, ExpectMsg<Exception>());
    }

    [Fact]
    public void The_sender_of_the_message_that_failed_is_known_in_PreRestart()
    {
        var sender = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new ApologizingActor()));
        actor.Tell("fail", sender.Ref);
        sender.ExpectMsg("sorry");
    }

    [Fact]
    public void A_restart_keeps_reference_and_path()
    {
        var actor = Sys.ActorOf(Props.Create(() => new PlainHooks(TestActor)), "kept");
        ExpectMsg("PreStart");
        actor.Tell("self");
        var before = ExpectMsg<IActorRef>();
        actor.Tell("fail");
        ExpectMsg("PostStop");
        ExpectMsg("PreStart");
        actor.Tell("self");
        Assert.Equal(before, ExpectMsg<IActorRef>());
        Assert.Equal(before.Path.Uid, actor.Path.Uid);
    }

    [Fact]
    public void A_restart_drops_the_message_that_failed_and_keeps_those_behind_it()
    {
        var actor = Sys.ActorOf(Props.Create(() => new PlainHooks(TestActor)));
        ExpectMsg("PreStart");
        actor.Tell("fail");
        actor.Tell("first");
        actor.Tell("second");
        ExpectMsg("PostStop");
        ExpectMsg("PreStart");
        ExpectMsg("first");
        ExpectMsg("second");
    }

    [Fact]
    public void A_restart_makes_a_new_instance_with_fresh_state()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Counter()));
        actor.Tell("count");
        ExpectMsg(1);
        actor.Tell("count");
        ExpectMsg(2);
        actor.Tell("fail");
        actor.Tell("count");
        ExpectMsg(1);
    }

    private sealed record ReportFailedMessage;

    private sealed class Hooked : ReceiveActor
    {
        private readonly IActorRef _log;
        private readonly int _instance;
        private bool _reportsFailedMessage;

        public Hooked(IActorRef log, int[] instances)
        {
            _log = log;
            _instance = ++instances[0];
            Receive<Exception>(failure => throw failure);
            Receive<ReportFailedMessage>(_ => _reportsFailedMessage = true);
            Receive<string>(text => text.StartsWith("stop", StringComparison.Ordinal), _ =>
            {
                Context.Stop(Self);
                Say("still here");
            });
            Receive<string>(Say);
        }

        public static Props Props(IActorRef log)
        {
            var instances = new int[1];
            return Akka.Actor.Props.Create(() => new Hooked(log, instances));
        }

        protected override void PreStart() => Say("PreStart");

        protected override void PostStop() => Say("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            if (_reportsFailedMessage)
                _log.Tell(message);
            Say($"PreRestart {reason.Message}");
        }

        protected override void PostRestart(Exception reason) => Say($"PostRestart {reason.Message}");

        private void Say(string what) => _log.Tell($"{_instance} {what}");
    }

    private sealed class PlainHooks : ReceiveActor
    {
        private readonly IActorRef _log;

        public PlainHooks(IActorRef log)
        {
            _log = log;
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("broken"));
            Receive<string>(text => text == "self", _ => _log.Tell(Self));
            ReceiveAny(_log.Tell);
        }

        protected override void PreStart() => _log.Tell("PreStart");

        protected override void PostStop() => _log.Tell("PostStop");
    }

    private sealed class ApologizingActor : ReceiveActor
    {
        public ApologizingActor() => ReceiveAny(_ => throw new InvalidOperationException("broken"));

        protected override void PreRestart(Exception reason, object message) => Sender.Tell("sorry");
    }

    private sealed class Counter : ReceiveActor
    {
        private int _count;

        public Counter()
        {
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("broken"));
            ReceiveAny(_ => Sender.Tell(++_count));
        }
    }
}
