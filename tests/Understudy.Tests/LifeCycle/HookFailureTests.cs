using Akka.Actor;

namespace Understudy.Tests.LifeCycle;

/// <summary>What becomes of an actor whose hooks throw.</summary>
public sealed class HookFailureTests : RuntimeTest
{
    [Theory]
    [InlineData("PostRestart")]
    [InlineData("constructor")]
    public void A_restart_that_fails_to_make_the_new_instance_stops_the_actor(string hook)
    {
        var failing = new Failing(hook, 2);
        var actor = Sys.ActorOf(Props.Create(() => new Hooked(TestActor, failing)));
        Watch(actor);
        ExpectMsg("PreStart");
        actor.Tell("fail");
        FishForTerminated(actor);
    }

    [Fact]
    public void A_restart_goes_on_when_the_old_instance_fails_to_say_farewell()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Hooked(TestActor, new Failing("PreRestart", 1))));
        ExpectMsg("PreStart");
        actor.Tell("fail");
        actor.Tell("hello");
        FishForMessage(message => message is "hello", Ceiling);
    }

    [Fact]
    public void An_actor_may_stop_itself_in_its_constructor_and_in_PreStart()
    {
        foreach (var isInConstructor in new[] { true, false })
        {
            var actor = Sys.ActorOf(Props.Create(() => new StopsItself(isInConstructor)));
            Watch(actor);
            ExpectTerminated(actor);
        }
    }

    [Fact]
    public void Children_watches_and_messages_of_a_constructor_count()
    {
        Sys.ActorOf(Props.Create(() => new BusyConstructor(TestActor)), "busy");
        ExpectMsg("told itself");
        ExpectMsg("/user/busy/child ended");
    }

    [Fact]
    public void The_children_of_an_actor_whose_constructor_throws_are_stopped()
    {
        Sys.ActorOf(Props.Create(() => new ThrowsAfterItsChild(TestActor)));
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        ExpectTerminated(child);
    }

    [Fact]
    public void A_child_that_PreStart_makes_is_there_once_after_a_restart_and_is_another()
    {
        var actor = Sys.ActorOf(Props.Create(() => new ParentOfOne()));
        actor.Tell("child", TestActor);
        var first = ExpectMsg<IActorRef>();
        Watch(first);
        actor.Tell("fail");
        ExpectTerminated(first);
        actor.Tell("child", TestActor);
        var second = ExpectMsg<IActorRef>();
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Stopping_does_not_wait_for_the_asynchronous_handler_under_way()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(TestActor, gate.Task)));
        Watch(actor);
        actor.Tell("go");
        ExpectMsg("waiting");
        Sys.Stop(actor);
        ExpectTerminated(actor);
        gate.SetResult();
    }

    private void FishForTerminated(IActorRef actor) =>
        FishForMessage(message => message is Terminated terminated && terminated.ActorRef.Equals(actor), Ceiling);

    /// <summary>The hook that throws, from which instance on.</summary>
    internal sealed class Failing(string hook, int fromInstance)
    {
        private int _instances;

        public int NextInstance() => Interlocked.Increment(ref _instances);

        public void At(string name, int instance)
        {
            if (name == hook && instance >= fromInstance) throw new InvalidOperationException($"{name} is broken");
        }
    }

    private sealed class Hooked : ReceiveActor
    {
        private readonly IActorRef _log;
        private readonly Failing _failing;
        private readonly int _instance;

        public Hooked(IActorRef log, Failing failing)
        {
            (_log, _failing, _instance) = (log, failing, failing.NextInstance());
            failing.At("constructor", _instance);
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("broken"));
            ReceiveAny(log.Tell);
        }

        protected override void PreStart() => _log.Tell("PreStart");

        protected override void PreRestart(Exception reason, object message)
        {
            _failing.At("PreRestart", _instance);
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _failing.At("PostRestart", _instance);
            base.PostRestart(reason);
        }
    }

    private sealed class StopsItself : ReceiveActor
    {
        private readonly bool _isInConstructor;

        public StopsItself(bool isInConstructor)
        {
            _isInConstructor = isInConstructor;
            if (isInConstructor) Context.Stop(Self);
        }

        protected override void PreStart()
        {
            if (!_isInConstructor) Context.Stop(Self);
        }
    }

    private sealed class BusyConstructor : ReceiveActor
    {
        public BusyConstructor(IActorRef log)
        {
            Self.Tell("told itself");
            var child = Context.ActorOf(Props.Create(() => new StopsItself(true)), "child");
            Context.Watch(child);
            Receive<string>(log.Tell);
            Receive<Terminated>(terminated => log.Tell($"{terminated.ActorRef.Path.ToStringWithoutAddress()} ended"));
        }
    }

    private sealed class ThrowsAfterItsChild : ReceiveActor
    {
        public ThrowsAfterItsChild(IActorRef log)
        {
            log.Tell(Context.ActorOf(Props.Create(() => new ParentOfOne())));
            throw new InvalidOperationException("broken");
        }
    }

    private sealed class ParentOfOne : ReceiveActor
    {
        private IActorRef _child = ActorRefs.Nobody;

        public ParentOfOne()
        {
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("broken"));
            Receive<string>(_ => Sender.Tell(_child));
        }

        protected override void PreStart() => _child = Context.ActorOf(Props.Create(() => new ParentOfOneChild()), "only");
    }

    private sealed class ParentOfOneChild : ReceiveActor;

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(IActorRef log, Task gate) => ReceiveAsync<string>(async _ =>
        {
            log.Tell("waiting");
            await gate;
            log.Tell("resumed");
        });
    }
}
