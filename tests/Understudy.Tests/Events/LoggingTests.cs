using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace Understudy.Tests.Events;

public sealed class LoggingTests : RuntimeTest
{
    private readonly TestProbe _events;

    public LoggingTests()
        : base("akka.loglevel = DEBUG")
    {
        _events = CreateTestProbe();
        Sys.EventStream.Subscribe(_events.Ref, typeof(LogEvent));
    }

    [Fact]
    public void Each_level_has_its_event()
    {
        Sys.Log.Debug("to debug");
        Sys.Log.Info("to inform");
        Sys.Log.Warning("to warn");
        Sys.Log.Error("to alarm");
        Assert.Equal(LogLevel.DebugLevel, Next<Debug>("to debug").LogLevel());
        Assert.Equal(LogLevel.InfoLevel, Next<Info>("to inform").LogLevel());
        Assert.Equal(LogLevel.WarningLevel, Next<Warning>("to warn").LogLevel());
        Assert.Equal(LogLevel.ErrorLevel, Next<Error>("to alarm").LogLevel());
    }

    [Fact]
    public void Positional_placeholders_are_filled_in_order()
    {
        Sys.Log.Info("{0} of {1}", 3, "five");
        Next<Info>("3 of five");
    }

    [Fact]
    public void An_event_carries_its_cause_source_and_class()
    {
        var log = Logging.GetLogger(Sys, "the source");
        var cause = new ArithmeticException("no");
        log.Error(cause, "failed in step {0}", 3);
        var error = Next<Error>("failed in step 3");
        Assert.Same(cause, error.Cause);
        Assert.StartsWith("the source", error.LogSource, StringComparison.Ordinal);
    }

    [Fact]
    public void An_actor_logs_with_its_path_as_source()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Logs()), "logs");
        actor.Tell("written by an actor");
        var info = Next<Info>("written by an actor");
        Assert.Contains("/user/logs", info.LogSource, StringComparison.Ordinal);
        Assert.Equal(typeof(Logs), info.LogClass);
    }

    [Fact]
    public void Levels_can_be_asked_for()
    {
        Assert.True(Sys.Log.IsDebugEnabled);
        Assert.True(Sys.Log.IsEnabled(LogLevel.ErrorLevel));
    }

    [Fact]
    public void A_level_chosen_at_run_time_makes_the_event_of_that_level()
    {
        Sys.Log.Log(LogLevel.WarningLevel, null, "chosen {0}", "late");
        Next<Warning>("chosen late");
    }

    [Fact]
    public void A_failure_is_logged_by_its_supervisor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Logs()), "fails");
        actor.Tell(new ArithmeticException("the reason"));
        var error = (Error)_events.FishForMessage(message => message is Error { Cause: not null });
        Assert.Equal("the reason", error.Cause.Message);
        Assert.Contains("/user/fails", error.LogSource, StringComparison.Ordinal);
    }

    [Fact]
    public void An_actor_may_silence_the_logging_of_its_childrens_failures()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Silent()));
        parent.Tell(new ArithmeticException("not worth a line"));
        parent.Tell("after the failure");
        _events.FishForMessage(message =>
        {
            Assert.False(message is Error);
            return message is Info info && info.Message.ToString() == "after the failure";
        });
    }

    [Fact]
    public void A_configured_logger_is_started_and_gets_events_from_its_level_on()
    {
        CollectingLogger.Reset();
        using var system = ActorSystem.Create("logged", $$"""
            akka.loggers = ["{{typeof(CollectingLogger).AssemblyQualifiedName}}"]
            akka.loglevel = WARNING
            akka.stdout-loglevel = OFF
            """);
        system.Log.Info("too low");
        system.Log.Warning("high enough");
        AwaitCondition(() => CollectingLogger.Seen("high enough"), Ceiling);
        Assert.False(CollectingLogger.Seen("too low"));
        Assert.False(Logging.GetLogger(system, "fresh").IsInfoEnabled);
    }

    private T Next<T>(string text)
        where T : LogEvent =>
        (T)_events.FishForMessage(message => message is T log && log.Message.ToString() == text);

    private sealed class Logs : ReceiveActor
    {
        public Logs()
        {
            var log = Context.GetLogger();
            Receive<string>(text => log.Info(text));
            Receive<Exception>(failure => throw failure);
        }
    }

    private sealed class Silent : ReceiveActor
    {
        public Silent()
        {
            var child = Context.ActorOf(Props.Create(() => new Logs()));
            ReceiveAny(child.Forward);
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(10, 60_000, _ => Directive.Resume, false);
    }
}
