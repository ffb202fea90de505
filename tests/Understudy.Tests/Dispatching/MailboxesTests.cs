using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Understudy.Tests.Dispatching;

public sealed class MailboxesTests : RuntimeTest
{
    private static readonly string Configured =
        $$"""
        bounded {
          mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka"
          mailbox-capacity = 3
          mailbox-push-timeout-time = 10ms
        }
        important-first { mailbox-type = "{{typeof(ImportantFirst).AssemblyQualifiedName}}" }
        dispatcher-with-mailbox {
          type = Dispatcher
          mailbox-type = "{{typeof(ImportantFirst).AssemblyQualifiedName}}"
        }
        akka.actor.deployment {
          /prioritized { mailbox = important-first }
        }
        """;

    public MailboxesTests()
        : base(Configured)
    {
    }

    [Fact]
    public void A_bounded_mailbox_gives_what_it_has_no_room_for_to_the_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Props.Create(() => new Gated(TestActor)).WithMailbox("bounded"), gate);
        for (var number = 1; number <= 5; number++)
            actor.Tell(number, ActorRefs.NoSender);
        Assert.Equal([4, 5], [ExpectMsg<DeadLetter>().Message, ExpectMsg<DeadLetter>().Message]);
        gate.Set();
        Assert.Equal([1, 2, 3], ReceiveN(3).Cast<int>());
    }

    [Fact]
    public void A_priority_mailbox_serves_the_lowest_number_first()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Props.Create(() => new Gated(TestActor)).WithMailbox("important-first"), gate);
        SendMixed(actor);
        gate.Set();
        ExpectByPriority();
    }

    [Fact]
    public void A_mailbox_can_be_deployed_by_path()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Props.Create(() => new Gated(TestActor)), gate, "prioritized");
        SendMixed(actor);
        gate.Set();
        ExpectByPriority();
    }

    [Fact]
    public void A_mailbox_can_come_with_the_dispatcher()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Blocked(Props.Create(() => new Gated(TestActor)).WithDispatcher("dispatcher-with-mailbox"), gate);
        SendMixed(actor);
        gate.Set();
        ExpectByPriority();
    }

    [Fact]
    public void A_mailbox_that_is_not_configured_is_refused() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Gated(TestActor)).WithMailbox("no-such-mailbox")));

    private IActorRef Blocked(Props props, ManualResetEventSlim gate, string? name = null)
    {
        var actor = Sys.ActorOf(props, name);
        actor.Tell(gate, TestActor);
        ExpectMsg("blocked");
        return actor;
    }

    private static void SendMixed(IActorRef actor)
    {
        foreach (var message in new object[] { 1, "important a", 2, "important b" })
            actor.Tell(message, ActorRefs.NoSender);
    }

    private void ExpectByPriority()
    {
        var received = ReceiveN(4).ToArray();
        Assert.All(received[..2], message => Assert.IsType<string>(message));
        Assert.All(received[2..], message => Assert.IsType<int>(message));
    }

    public sealed class ImportantFirst(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is string ? 0 : 1;
    }

    private sealed class Gated : ReceiveActor
    {
        public Gated(IActorRef log)
        {
            Receive<ManualResetEventSlim>(gate =>
            {
                log.Tell("blocked");
                gate.Wait(Ceiling);
            });
            ReceiveAny(log.Tell);
        }
    }
}
