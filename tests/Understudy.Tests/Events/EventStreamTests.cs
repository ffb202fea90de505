using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestActors;

namespace Understudy.Tests.Events;

public sealed class EventStreamTests : RuntimeTest
{
    [Fact]
    public void A_subscriber_gets_the_events_of_its_class()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Opened));
        Sys.EventStream.Publish(new Closed());
        Sys.EventStream.Publish(new Opened("door"));
        ExpectMsg(new Opened("door"));
    }

    [Fact]
    public void A_subscriber_to_a_base_class_or_interface_gets_what_derives_from_it()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DoorEvent));
        Sys.EventStream.Publish(new Opened("door"));
        Sys.EventStream.Publish(new Closed());
        ExpectMsg<Opened>();
        ExpectMsg<Closed>();

        var other = CreateTestProbe();
        Sys.EventStream.Subscribe(other.Ref, typeof(IMarked));
        Sys.EventStream.Publish(new Opened("door"));
        Sys.EventStream.Publish(new Closed());
        other.ExpectMsg<Closed>();
    }

    [Fact]
    public void Subscribing_twice_delivers_once()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Opened)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Opened)));
        Sys.EventStream.Publish(new Opened("door"));
        ExpectMsg<Opened>();
        TestActor.Tell("next");
        ExpectMsg("next");
    }

    [Fact]
    public void Subscribing_to_a_class_and_its_base_delivers_once()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DoorEvent));
        Sys.EventStream.Subscribe(TestActor, typeof(Opened));
        Sys.EventStream.Publish(new Opened("door"));
        ExpectMsg<Opened>();
        TestActor.Tell("next");
        ExpectMsg("next");
    }

    [Fact]
    public void Unsubscribing_from_one_class_keeps_the_others()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Opened));
        Sys.EventStream.Subscribe(TestActor, typeof(Closed));
        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Opened)));
        Assert.False(Sys.EventStream.Unsubscribe(TestActor, typeof(Opened)));
        Sys.EventStream.Publish(new Opened("door"));
        Sys.EventStream.Publish(new Closed());
        ExpectMsg<Closed>();
    }

    [Fact]
    public void Unsubscribing_from_everything_ends_delivery()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Opened));
        Sys.EventStream.Subscribe(TestActor, typeof(Closed));
        Sys.EventStream.Unsubscribe(TestActor);
        Sys.EventStream.Publish(new Opened("door"));
        Sys.EventStream.Publish(new Closed());
        TestActor.Tell("next");
        ExpectMsg("next");
    }

    [Fact]
    public void The_generic_form_of_Subscribe_does_the_same()
    {
        Sys.EventStream.Subscribe<Opened>(TestActor);
        Sys.EventStream.Publish(new Opened("door"));
        ExpectMsg<Opened>();
        Sys.EventStream.Unsubscribe<Opened>(TestActor);
        Sys.EventStream.Publish(new Opened("door"));
        TestActor.Tell("next");
        ExpectMsg("next");
    }

    [Fact]
    public void A_dead_letter_carries_message_sender_and_recipient()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(BlackHoleActor.Props);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        var sender = CreateTestProbe();
        actor.Tell("late", sender.Ref);
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal("late", letter.Message);
        Assert.Equal(sender.Ref, letter.Sender);
        Assert.Equal(actor, letter.Recipient);
    }

    [Fact]
    public void What_is_told_to_the_dead_letters_is_published()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.DeadLetters.Tell("lost", ActorRefs.NoSender);
        Assert.Equal("lost", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void A_message_to_a_path_where_nobody_lives_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(AllDeadLetters));
        Sys.ActorSelection("/user/nobody-lives-here").Tell("lost", ActorRefs.NoSender);
        Assert.Equal("lost", ExpectMsg<AllDeadLetters>().Message);
    }

    [Fact]
    public void A_message_that_asks_for_it_is_a_suppressed_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var suppressed = CreateTestProbe();
        Sys.EventStream.Subscribe(suppressed.Ref, typeof(SuppressedDeadLetter));
        Sys.DeadLetters.Tell(new Unimportant(), ActorRefs.NoSender);
        Sys.DeadLetters.Tell("important", ActorRefs.NoSender);
        Assert.IsType<Unimportant>(suppressed.ExpectMsg<SuppressedDeadLetter>().Message);
        Assert.Equal("important", ExpectMsg<DeadLetter>().Message);
    }

    private interface IMarked;

    private abstract record DoorEvent;

    private sealed record Opened(string Name) : DoorEvent;

    private sealed record Closed : DoorEvent, IMarked;

    private sealed record Unimportant : IDeadLetterSuppression;
}
