using Akka.Actor;

namespace Understudy.Tests.Behaviour;

public sealed class ReceiveAsyncTests : RuntimeTest
{
    [Fact]
    public void The_next_message_waits_until_the_handler_has_finished()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(gate.Task)));
        actor.Tell("wait");
        ExpectMsg("before");
        actor.Tell(1);
        ExpectNoMsg(AMoment);
        gate.SetResult();
        ExpectMsg("after");
        ExpectMsg(1);
    }

    [Fact]
    public void Self_Sender_and_Context_are_the_same_after_an_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(Task.CompletedTask)), "awaiting");
        var sender = CreateTestProbe();
        actor.Tell(new WhoAmI(), sender.Ref);
        sender.ExpectMsg("awaiting awaiting");
        Assert.Equal(actor, sender.LastSender);
    }

    [Fact]
    public void The_sender_after_an_await_is_the_one_of_its_own_message()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(gate.Task)));
        var first = CreateTestProbe();
        var second = CreateTestProbe();
        actor.Tell("wait", first.Ref);
        actor.Tell("wait", second.Ref);
        first.ExpectMsg("before");
        gate.SetResult();
        first.ExpectMsg("after");
        second.ExpectMsg("before");
        second.ExpectMsg("after");
    }

    [Fact]
    public void An_exception_after_an_await_goes_to_the_supervisor()
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Reporting(TestActor)));
        supervisor.Tell("fail later");
        Assert.Equal("after the await", ExpectMsg<ArithmeticException>().Message);
    }

    [Fact]
    public void An_exception_after_an_await_restarts_the_actor_and_keeps_the_mailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(Task.CompletedTask)));
        actor.Tell("fail later");
        actor.Tell(1);
        actor.Tell(2);
        ExpectMsg(1);
        ExpectMsg(2);
    }

    [Fact]
    public void Predicates_and_ReceiveAnyAsync_work_as_in_their_synchronous_forms()
    {
        var actor = Sys.ActorOf(Props.Create(() => new SortingLater()));
        actor.Tell(5);
        actor.Tell(50);
        actor.Tell("text");
        ExpectMsg("small");
        ExpectMsg("number");
        ExpectMsg("any");
    }

    [Fact]
    public void Become_after_an_await_counts_from_the_next_message_on()
    {
        var actor = Sys.ActorOf(Props.Create(() => new SortingLater()));
        actor.Tell("become");
        actor.Tell("hello");
        ExpectMsg("became");
    }

    [Fact]
    public void A_hook_may_run_asynchronous_work_to_its_end_before_the_first_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new StartsLater()));
        actor.Tell("ready?");
        ExpectMsg("started");
    }

    [Fact]
    public void Messages_told_after_an_await_come_from_the_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(Task.CompletedTask)));
        actor.Tell("wait");
        ExpectMsg("before");
        ExpectMsg("after");
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void A_poison_pill_waits_for_the_handler_under_way()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(gate.Task)));
        Watch(actor);
        actor.Tell("wait");
        ExpectMsg("before");
        actor.Tell(PoisonPill.Instance);
        ExpectNoMsg(AMoment);
        gate.SetResult();
        ExpectMsg("after");
        ExpectTerminated(actor);
    }

    private sealed record WhoAmI;

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(Task gate)
        {
            ReceiveAsync<string>(text => text == "wait", async _ =>
            {
                Sender.Tell("before");
                await gate;
                Sender.Tell("after");
            });
            ReceiveAsync<string>(text => text == "fail later", async _ =>
            {
                await Task.Yield();
                throw new ArithmeticException("after the await");
            });
            ReceiveAsync<WhoAmI>(async _ =>
            {
                await Task.Yield();
                Sender.Tell($"{Self.Path.Name} {Context.Self.Path.Name}");
            });
            Receive<int>(number => Sender.Tell(number));
        }
    }

    private sealed class Reporting : ReceiveActor
    {
        private readonly IActorRef _log;

        public Reporting(IActorRef log)
        {
            _log = log;
            var child = Context.ActorOf(Props.Create(() => new Awaiting(Task.CompletedTask)));
            ReceiveAny(child.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(failure =>
        {
            _log.Tell(failure);
            return Directive.Stop;
        });
    }

    private sealed class SortingLater : ReceiveActor
    {
        public SortingLater()
        {
            ReceiveAsync<int>(number => number < 10, _ => Answer("small"));
            ReceiveAsync<int>(_ => Answer("number"));
            ReceiveAsync<string>(text => text == "become", async _ =>
            {
                await Task.Yield();
                Become(() => ReceiveAny(_ => Sender.Tell("became")));
            });
            ReceiveAnyAsync(_ => Answer("any"));
        }

        private async Task Answer(string text)
        {
            await Task.Yield();
            Sender.Tell(text);
        }
    }

    private sealed class StartsLater : ReceiveActor
    {
        private string _state = "not started";

        public StartsLater() => ReceiveAny(_ => Sender.Tell(_state));

        protected override void PreStart() => RunTask(async () =>
        {
            await Task.Delay(20);
            _state = "started";
        });
    }
}
