using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Xunit.Sdk;

namespace Understudy.Tests.Kit;

public sealed class EventFilterTests : RuntimeTest
{
    public EventFilterTests()
        : base("akka.loglevel = DEBUG, akka.loggers = [\"Akka.TestKit.TestEventListener, Akka.TestKit\"]")
    {
    }

    [Fact]
    public void ExpectOne_passes_when_the_event_is_logged_once()
    {
        EventFilter.Debug("a line").ExpectOne(() => Sys.Log.Debug("a line"));
        EventFilter.Info("a line").ExpectOne(() => Sys.Log.Info("a line"));
        EventFilter.Warning("a line").ExpectOne(() => Sys.Log.Warning("a line"));
        EventFilter.Error("a line").ExpectOne(() => Sys.Log.Error("a line"));
    }

    [Fact]
    public void A_filter_finds_a_start_a_part_or_a_pattern()
    {
        EventFilter.Info(start: "a long").ExpectOne(() => Sys.Log.Info("a long line"));
        EventFilter.Info(contains: "long").ExpectOne(() => Sys.Log.Info("a long line"));
        EventFilter.Info(new Regex("l.ng")).ExpectOne(() => Sys.Log.Info("a long line"));
    }

    [Fact]
    public void A_filter_may_name_the_source()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Fails()), "fails");
        EventFilter.Error(source: actor.Path.ToString()).ExpectOne(() => actor.Tell("fail"));
    }

    [Fact]
    public void Expect_counts() => EventFilter.Info("a line").Expect(3, () =>
    {
        for (var line = 0; line < 3; line++)
            Sys.Log.Info("a line");
    });

    [Fact]
    public void Expecting_fails_when_too_few_events_come()
    {
        using var impatient = new Impatient();
        Assert.ThrowsAny<XunitException>(() => impatient.EventFilter.Info("a line").ExpectOne(TimeSpan.FromMilliseconds(50), () => { }));
    }

    [Fact]
    public void Expecting_nothing_passes_when_nothing_comes()
    {
        using var impatient = new Impatient();
        impatient.EventFilter.Info("a line").Expect(0, () => impatient.Sys.Log.Info("another line"));
    }

    [Fact]
    public async Task Expecting_has_asynchronous_forms()
    {
        await EventFilter.Info("a line").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Sys.Log.Info("a line");
        });
        await EventFilter.Info("a line").ExpectAsync(2, () =>
        {
            Sys.Log.Info("a line");
            Sys.Log.Info("a line");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void An_exception_is_found_by_its_type_and_text()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Fails()));
        EventFilter.Exception<ArithmeticException>().ExpectOne(() => actor.Tell("fail"));
        EventFilter.Exception<ArithmeticException>("the reason").ExpectOne(() => actor.Tell("fail"));
        EventFilter.Exception(typeof(ArithmeticException), contains: "reason").ExpectOne(() => actor.Tell("fail"));
    }

    [Fact]
    public void A_dead_letter_is_found_by_the_type_of_its_message()
    {
        EventFilter.DeadLetter<string>().ExpectOne(() => Sys.DeadLetters.Tell("lost"));
        EventFilter.DeadLetter<int>(number => number == 5).ExpectOne(() => Sys.DeadLetters.Tell(5));
        EventFilter.DeadLetter().ExpectOne(() => Sys.DeadLetters.Tell(7L));
    }

    [Fact]
    public void A_custom_filter_sees_every_event() =>
        EventFilter.Custom(log => log.LogLevel() == LogLevel.WarningLevel).ExpectOne(() =>
        {
            Sys.Log.Info("not this");
            Sys.Log.Warning("this");
        });

    [Fact]
    public void Filters_are_joined_with_And() =>
        EventFilter.Info("one").And.Warning("two").Expect(2, () =>
        {
            Sys.Log.Info("one");
            Sys.Log.Warning("two");
        });

    [Fact]
    public void An_action_under_a_filter_may_return_its_result() =>
        Assert.Equal(5, EventFilter.Info("a line").ExpectOne(() =>
        {
            Sys.Log.Info("a line");
            return 5;
        }));

    [Fact]
    public void A_muted_filter_swallows_its_events()
    {
        var muted = EventFilter.Info("a line").Mute();
        Sys.Log.Info("a line");
        muted.Unmute();
        EventFilter.Info("a line").Mute(() => Sys.Log.Info("a line"));
        EventFilter.Info("a line").ExpectOne(() => Sys.Log.Info("a line"));
    }

    [Fact]
    public void A_filter_can_look_into_another_system()
    {
        using var other = ActorSystem.Create("other", "akka.loglevel = INFO, akka.stdout-loglevel = OFF, akka.loggers = [\"Akka.TestKit.TestEventListener, Akka.TestKit\"]");
        CreateEventFilter(other).Info("a line").ExpectOne(() => other.Log.Info("a line"));
    }

    private sealed class Impatient()
        : RuntimeTest("akka.loglevel = DEBUG, akka.test.filter-leeway = 50ms, akka.loggers = [\"Akka.TestKit.TestEventListener, Akka.TestKit\"]");

    private sealed class Fails : ReceiveActor
    {
        public Fails() => ReceiveAny(_ => throw new ArithmeticException("the reason"));
    }
}
