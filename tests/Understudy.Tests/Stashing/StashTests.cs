using Akka.Actor;

namespace Understudy.Tests.Stashing;

public sealed class StashTests : RuntimeTest
{
    [Fact]
    public void Unstashed_messages_come_in_the_order_in_which_they_were_stashed()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        Tell(actor, "a", "b", "c", "open");
        ExpectInOrder("opened", "a", "b", "c");
    }

    [Fact]
    public void UnstashAll_puts_the_stash_in_front_of_what_waits_in_the_mailbox()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        Tell(actor, "a", "b");
        actor.Tell(gate);
        Tell(actor, "open", "c", "d");
        gate.Set();
        ExpectInOrder("opened", "a", "b", "c", "d");
    }

    [Fact]
    public void Unstash_takes_the_oldest_message_only()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        Tell(actor, "a", "b", "open one");
        ExpectInOrder("opened", "a");
        Tell(actor, "c");
        ExpectInOrder("c");
    }

    [Fact]
    public void The_sender_of_a_stashed_message_is_kept()
    {
        var sender = CreateTestProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        actor.Tell("who sent me?", sender.Ref);
        actor.Tell("open");
        sender.ExpectMsg("you");
    }

    [Fact]
    public void Stashing_one_message_twice_is_refused()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        actor.Tell("twice");
        ExpectMsg("refused");
    }

    [Fact]
    public void A_message_may_be_stashed_again_after_it_was_unstashed()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        Tell(actor, "a", "open", "close", "b", "open");
        ExpectInOrder("opened", "a", "opened", "b");
    }

    [Fact]
    public void UnstashAll_by_predicate_leaves_the_others_in_the_stash()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        Tell(actor, "a", "bb", "c", "open short");
        ExpectInOrder("opened", "a", "c");
        Tell(actor, "open");
        ExpectInOrder("open");
    }

    [Fact]
    public void ClearStash_empties_the_stash_and_hands_its_messages_out()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        Tell(actor, "a", "b", "clear", "c", "open");
        ExpectInOrder("cleared 2", "opened", "c");
    }

    [Fact]
    public void A_restart_unstashes_all()
    {
        var actor = Sys.ActorOf(Props.Create(() => new OpensOnRestart(TestActor)));
        Tell(actor, "a", "b", "fail");
        ExpectInOrder("a", "b");
    }

    [Fact]
    public void Stashed_messages_of_an_actor_that_stops_become_dead_letters()
    {
        var letters = CreateTestProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(Akka.Event.DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Stasher(TestActor)));
        Tell(actor, "a");
        actor.Tell(PoisonPill.Instance);
        letters.FishForMessage<Akka.Event.DeadLetter>(letter => letter.Message is "a");
    }

    private static void Tell(IActorRef actor, params string[] messages)
    {
        foreach (var message in messages)
            actor.Tell(message, ActorRefs.NoSender);
    }

    private void ExpectInOrder(params string[] messages)
    {
        foreach (var message in messages)
            ExpectMsg(message);
    }

    private sealed class Stasher : ReceiveActor, IWithUnboundedStash
    {
        private readonly IActorRef _log;

        public Stasher(IActorRef log)
        {
            _log = log;
            Closed();
        }

        public IStash Stash { get; set; } = null!; // The runtime sets it before the constructor runs.

        private void Closed()
        {
            Receive<ManualResetEventSlim>(gate => gate.Wait(Ceiling));
            Receive<string>(text => text.StartsWith("open", StringComparison.Ordinal), text =>
            {
                _log.Tell("opened");
                if (text == "open one")
                    Stash.Unstash();
                else if (text == "open short")
                    Stash.UnstashAll(envelope => envelope.Message is string { Length: 1 });
                else
                    Stash.UnstashAll();
                Become(Open);
            });
            Receive<string>(text => text == "clear", _ => _log.Tell($"cleared {Stash.ClearStash().Count()}"));
            Receive<string>(text => text == "twice", _ =>
            {
                Stash.Stash();
                try
                {
                    Stash.Stash();
                }
                catch (IllegalActorStateException)
                {
                    _log.Tell("refused");
                }
            });
            ReceiveAny(_ => Stash.Stash());
        }

        private void Open()
        {
            Receive<string>(text => text == "who sent me?", _ => Sender.Tell("you"));
            Receive<string>(text => text == "close", _ => Become(Closed));
            ReceiveAny(_log.Tell);
        }
    }

    private sealed class OpensOnRestart : ReceiveActor, IWithUnboundedStash
    {
        private readonly IActorRef _log;
        private bool _isOpen;

        public OpensOnRestart(IActorRef log)
        {
            _log = log;
            Receive<string>(text => text == "fail", _ => throw new ArithmeticException());
            ReceiveAny(message =>
            {
                if (_isOpen)
                    _log.Tell(message);
                else
                    Stash.Stash();
            });
        }

        public IStash Stash { get; set; } = null!; // The runtime sets it before the constructor runs.

        protected override void PostRestart(Exception reason) => _isOpen = true;
    }
}
