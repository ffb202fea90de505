using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorServer.Tests.Server;

/// <summary>The access log: one line for every answer, escaped, bounded, complete at the end.</summary>
public sealed class AccessLogActorTests : TestKit
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Writes_the_combined_form()
    {
        RequestHead head = Requests.Head("GET /a?b HTTP/1.1\r\nHost: h\r\nReferer: http://r/\r\nUser-Agent: curl/8\r\n\r\n");

        Assert.Equal(
            "192.0.2.7 - - [02/Jan/2026:03:04:05 +0000] \"GET /a?b HTTP/1.1\" 200 25 \"http://r/\" \"curl/8\" req-1 12.5 1.0 3\n",
            Written(AccessLogFormat.Combined, Exchange(head)));
    }

    [Fact]
    public void Escapes_every_byte_of_a_client_that_could_forge_a_line()
    {
        RequestHead head = Requests.Head("GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: a\" 200 \\\u00e9\r\n\r\n");

        Assert.Contains("\"a\\\" 200 \\\\\\xE9\"", Written(AccessLogFormat.Combined, Exchange(head)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Writes_what_was_refused_by_what_came()
    {
        ExchangeCompleted refused = Exchange(null) with { Status = 400, RawRequestLine = "GET\t/\0"u8.ToArray(), RequestId = "-", Worker = 0 };

        Assert.Contains("\"GET\\x09/\\x00\" 400 25 \"-\" \"-\" - 12.5 1.0 -\n", Written(AccessLogFormat.Combined, refused), StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_an_answer_that_was_cut_off() =>
        Assert.EndsWith(" 3 reset\n", Written(AccessLogFormat.Combined, Exchange(null) with { IsComplete = false }), StringComparison.Ordinal);

    [Fact]
    public void Writes_one_json_object_a_line()
    {
        RequestHead head = Requests.Head("GET /a HTTP/1.1\r\nHost: h\r\nUser-Agent: a\"b\r\n\r\n");

        using JsonDocument line = JsonDocument.Parse(Written(AccessLogFormat.Json, Exchange(head)));

        JsonElement root = line.RootElement;
        Assert.Equal("GET /a HTTP/1.1", root.GetProperty("request").GetString());
        Assert.Equal(200, root.GetProperty("status").GetInt32());
        Assert.Equal(12.5, root.GetProperty("duration_ms").GetDouble());
        Assert.Equal(3, root.GetProperty("worker").GetInt32());
        Assert.Equal("a\\\"b", root.GetProperty("user_agent").GetString());
    }

    [Fact]
    public void Drops_and_counts_what_a_stuck_target_does_not_take()
    {
        using var stuck = new StuckStream();
        var logger = new RecordingLogger();
        IActorRef log = Sys.ActorOf(AccessLogActor.Props(new AccessLogSettings(AccessLogFormat.Combined, "file", 4096), stuck, logger));
        Watch(log);
        Publish(log, Exchange(null));
        AwaitAssert(() => Assert.Equal(1, stuck.Writes));

        // The first line is on its way; of these only what fits the buffer is kept.
        for (int line = 0; line < 1000; line++)
        {
            Publish(log, Exchange(null));
        }

        log.Tell(AccessLogProtocol.Close.Instance);
        stuck.Release();
        ExpectTerminated(log);
        Assert.Contains("line(s) dropped", Assert.Single(logger.Lines), StringComparison.Ordinal);
        Assert.InRange(stuck.Lines, 2, 200);
    }

    [Fact]
    public void Is_a_subscriber_of_what_is_published()
    {
        using var target = new MemoryStream();
        IActorRef log = Sys.ActorOf(AccessLogActor.Props(new AccessLogSettings(AccessLogFormat.Combined, "file", 4096), target, NullLogger.Instance));
        AwaitAssert(() =>
        {
            Sys.EventStream.Publish(Exchange(null));
            Assert.NotEqual(0, target.Position);
        });
    }

    private string Written(AccessLogFormat format, ExchangeCompleted exchange)
    {
        var target = new MemoryStream();
        IActorRef log = Sys.ActorOf(AccessLogActor.Props(new AccessLogSettings(format, "file", 4096), target, NullLogger.Instance));
        Watch(log);
        Publish(log, exchange);
        log.Tell(AccessLogProtocol.Close.Instance);
        ExpectTerminated(log);
        return Encoding.ASCII.GetString(target.ToArray());
    }

    private static void Publish(IActorRef log, ExchangeCompleted exchange) => log.Tell(exchange);

    private static ExchangeCompleted Exchange(RequestHead? head) => new(
        At, "req-1", "192.0.2.7", head, ReadOnlyMemory<byte>.Empty, 200, 25, TimeSpan.FromMilliseconds(12.5), TimeSpan.FromMilliseconds(1), 3, true);

    /// <summary>A disk that takes nothing until it is told to.</summary>
    private sealed class StuckStream : MemoryStream
    {
        private readonly ManualResetEventSlim _released = new();
        private int _writes;

        public int Writes => Volatile.Read(ref _writes);

        public int Lines { get; private set; }

        public void Release() => _released.Set();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Interlocked.Increment(ref _writes);
            _released.Wait(TimeSpan.FromSeconds(30));
            Lines += buffer.Count((byte)'\n');
        }
    }
}
