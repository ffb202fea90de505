using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>When lines are written: a lone one at once, many together, in virtual time.</summary>
public sealed class AccessLogRestTests() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    private readonly ManualClock _clock = new();
    private readonly Writes _writes = new();

    [Fact]
    public void Writes_a_lone_line_at_once()
    {
        IActorRef log = NewLog();
        Publish(log, 1);
        AwaitWrites(1);

        Publish(log, 1);
        AwaitRest(log, 1, 1);
    }

    [Fact]
    public void Writes_together_what_comes_soon_behind_a_write()
    {
        IActorRef log = NewLog();
        Publish(log, 1);
        AwaitWrites(1);

        for (int line = 0; line < 5; line++)
        {
            Publish(log, 1);
            Advance(log, Rest / 10);
        }

        AwaitWrites(1);
        AwaitRest(log, 1, 5);
    }

    [Fact]
    public void Does_not_rest_while_lines_would_be_lost_by_it()
    {
        IActorRef log = NewLog(buffer: 4096);
        Publish(log, 1);
        AwaitWrites(1);

        Publish(log, 200);
        AwaitAssert(() => Assert.True(_writes.Lines.Count > 1));
        log.Tell(AccessLogProtocol.Close.Instance);
        Watch(log);
        ExpectTerminated(log);
        Assert.All(_writes.Lines, lines => Assert.InRange(lines, 1, 60));
    }

    [Fact]
    public void Writes_what_it_holds_when_it_is_closed()
    {
        IActorRef log = NewLog();
        Publish(log, 1);
        AwaitWrites(1);
        Publish(log, 3);

        Watch(log);
        log.Tell(AccessLogProtocol.Close.Instance);
        ExpectTerminated(log);
        Assert.Equal([1, 3], _writes.Lines);
    }

    private IActorRef NewLog(int buffer = 1024 * 1024) =>
        Sys.ActorOf(AccessLogActor.Props(new AccessLogSettings(AccessLogFormat.Combined, "file", buffer), _writes, NullLogger.Instance, _clock));

    private static void Publish(IActorRef log, int lines)
    {
        for (int line = 0; line < lines; line++)
        {
            log.Tell(new ExchangeCompleted(default, "id", "192.0.2.7", null, ReadOnlyMemory<byte>.Empty, 200, 25, TimeSpan.Zero, TimeSpan.Zero, 1, true));
        }
    }

    private void AwaitWrites(params int[] lines) => AwaitAssert(() => Assert.Equal(lines, _writes.Lines));

    // When a write is over is known to the log alone: its rest begins then.
    private void AwaitRest(IActorRef log, params int[] lines) => AwaitAssert(() =>
    {
        Advance(log, Rest);
        Assert.Equal(lines, _writes.Lines);
    });

    private void Advance(IActorRef log, TimeSpan time)
    {
        // Answered behind what was told before: the timer, if there is one, is set.
        log.Tell(new Identify(null), TestActor);
        ExpectMsg<ActorIdentity>();
        _clock.Advance(time);
        ((TestScheduler)Sys.Scheduler).Advance(time);
    }

    private sealed class Writes : MemoryStream
    {
        private readonly List<int> _lines = [];

        public IReadOnlyList<int> Lines
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            lock (_lines)
                _lines.Add(buffer.Count((byte)'\n'));
        }
    }
}
