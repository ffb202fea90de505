using Akka.Actor;

namespace Understudy.Tests.Behaviour;

public sealed class BecomeTests : RuntimeTest
{
    [Fact]
    public void Become_replaces_the_behaviour_from_the_next_message_on()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        Tell(actor, "state", "open", "state");
        ExpectMsg("closed");
        ExpectMsg("open");
    }

    [Fact]
    public void Unbecome_returns_to_the_behaviour_below()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        Tell(actor, "push", "state", "pop", "state");
        ExpectMsg("open");
        ExpectMsg("closed");
    }

    [Fact]
    public void Stacked_behaviours_are_left_one_by_one()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        Tell(actor, "push", "push", "state", "pop", "state", "pop", "state");
        ExpectMsg("open");
        ExpectMsg("open");
        ExpectMsg("closed");
    }

    [Fact]
    public void Become_replaces_only_the_top_of_the_stack()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        Tell(actor, "push", "lock", "state", "pop", "state");
        ExpectMsg("locked");
        ExpectMsg("closed");
    }

    [Fact]
    public void A_restart_returns_to_the_first_behaviour()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Door()));
        Tell(actor, "push", "fail", "state");
        ExpectMsg("closed");
    }

    [Fact]
    public void Resuming_keeps_the_behaviour()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Resumes()));
        Tell(parent, "open", "fail", "state");
        ExpectMsg("open");
    }

    [Fact]
    public void An_untyped_actor_becomes_any_method_that_takes_a_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new UntypedDoor()));
        Tell(actor, "state", "open", "state", "pop", "state");
        ExpectMsg("closed");
        ExpectMsg("open");
        ExpectMsg("closed");
    }

    private void Tell(IActorRef actor, params string[] messages)
    {
        foreach (var message in messages)
            actor.Tell(message, TestActor);
    }

    private sealed class Door : ReceiveActor
    {
        public Door() => Closed();

        private void Closed() => State("closed");

        private void Open() => State("open");

        private void Locked() => State("locked");

        private void State(string name)
        {
            Receive<string>(text => text == "open", _ => Become(Open));
            Receive<string>(text => text == "lock", _ => Become(Locked));
            Receive<string>(text => text == "push", _ => BecomeStacked(Open));
            Receive<string>(text => text == "pop", _ => UnbecomeStacked());
            Receive<string>(text => text == "fail", _ => throw new ArithmeticException());
            Receive<string>(text => text == "state", _ => Sender.Tell(name));
        }
    }

    private sealed class Resumes : ReceiveActor
    {
        public Resumes()
        {
            var door = Context.ActorOf(Props.Create(() => new Door()));
            ReceiveAny(door.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume);
    }

    private sealed class UntypedDoor : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "open")
                BecomeStacked(Open);
            else
                Sender.Tell("closed");
        }

        private void Open(object message)
        {
            if (message is "pop")
                UnbecomeStacked();
            else
                Sender.Tell("open");
        }
    }
}
