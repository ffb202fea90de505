using Akka.Actor;
using Akka.Event;

namespace Understudy.Tests.Behaviour;

public sealed class ReceiveTests : RuntimeTest
{
    [Fact]
    public void The_first_handler_whose_type_and_predicate_fit_gets_the_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell(5);
        ExpectMsg("small");
        actor.Tell(50);
        ExpectMsg("number");
        actor.Tell("text");
        ExpectMsg("string");
    }

    [Fact]
    public void A_predicate_may_stand_behind_the_handler()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell(7L);
        ExpectMsg("odd");
        actor.Tell(8L);
        ExpectMsg("long");
    }

    [Fact]
    public void A_handler_of_a_base_type_gets_derived_messages()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell(new FormatException());
        ExpectMsg("exception");
    }

    [Fact]
    public void A_handler_that_answers_false_passes_the_message_on()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell('a');
        ExpectMsg("any character");
    }

    [Fact]
    public void A_handler_by_type_object_works_like_the_generic_one()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell(1.5);
        ExpectMsg("by type");
    }

    [Fact]
    public void ReceiveAny_gets_what_no_handler_took()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell(Guid.Empty);
        ExpectMsg("any");
    }

    [Fact]
    public void A_message_that_nobody_handles_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new TextOnly()));
        actor.Tell(5, TestActor);
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(5, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        Assert.Equal(TestActor, unhandled.Sender);
    }

    [Fact]
    public void An_actor_can_decide_what_to_do_with_unhandled_messages()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Returning()));
        actor.Tell(5);
        ExpectMsg("cannot handle 5");
    }

    [Fact]
    public void An_untyped_actor_gets_every_message_and_may_call_it_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Untyped()));
        actor.Tell("hello");
        ExpectMsg("hello");
        actor.Tell(5);
        Assert.Equal(5, ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void Handlers_cannot_be_added_after_construction()
    {
        var actor = Sys.ActorOf(Props.Create(() => new LateHandler()));
        actor.Tell("add");
        ExpectMsg("refused");
    }

    [Fact]
    public void A_message_without_a_sender_has_the_dead_letters_as_sender()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TellsItsSender(TestActor)));
        actor.Tell("anonymous", ActorRefs.NoSender);
        ExpectMsg(Sys.DeadLetters);
    }

    [Fact]
    public void Telling_inside_an_actor_sends_in_its_own_name()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TellsItsSender(TestActor)));
        actor.Tell("anything");
        ExpectMsg(TestActor);
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void Forward_keeps_the_original_sender()
    {
        var forwarder = Sys.ActorOf(Props.Create(() => new Forwarder(TestActor)));
        var sender = CreateTestProbe();
        forwarder.Tell("hello", sender.Ref);
        ExpectMsg("hello");
        Assert.Equal(sender.Ref, LastSender);
    }

    [Fact]
    public void Messages_of_one_sender_to_one_receiver_stay_in_order()
    {
        var forwarder = Sys.ActorOf(Props.Create(() => new Forwarder(TestActor)));
        for (var number = 0; number < 1000; number++)
            forwarder.Tell(number);
        Assert.Equal(Enumerable.Range(0, 1000), ReceiveN(1000).Cast<int>());
    }

    private sealed class Sorting : ReceiveActor
    {
        public Sorting()
        {
            Receive<int>(number => number < 10, _ => Sender.Tell("small"));
            Receive<int>(_ => Sender.Tell("number"));
            Receive<long>(_ => Sender.Tell("odd"), number => number % 2 == 1);
            Receive<long>(_ => Sender.Tell("long"));
            Receive<string>(_ => Sender.Tell("string"));
            Receive<Exception>(_ => Sender.Tell("exception"));
            Receive<char>(_ => false);
            Receive<char>(_ => Sender.Tell("any character"));
            Receive(typeof(double), _ => Sender.Tell("by type"));
            ReceiveAny(_ => Sender.Tell("any"));
        }
    }

    private sealed class TextOnly : ReceiveActor
    {
        public TextOnly() => Receive<string>(_ => { });
    }

    private sealed class Returning : ReceiveActor
    {
        protected override void Unhandled(object message) => Sender.Tell($"cannot handle {message}");
    }

    private sealed class Untyped : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is string)
                Sender.Tell(message);
            else
                Unhandled(message);
        }
    }

    private sealed class LateHandler : ReceiveActor
    {
        public LateHandler() => Receive<string>(_ =>
        {
            try
            {
                Receive<int>(_ => { });
            }
            catch (InvalidOperationException)
            {
                Sender.Tell("refused");
            }
        });
    }

    private sealed class TellsItsSender : ReceiveActor
    {
        public TellsItsSender(IActorRef log) => ReceiveAny(_ => log.Tell(Sender));
    }

    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef target) => ReceiveAny(target.Forward);
    }
}
