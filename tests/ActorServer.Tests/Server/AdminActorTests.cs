using System.Text;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ActorServer.Gateways;
using ActorServer.Gateways.Describing;
using ActorServer.Http;
using ActorServer.Server;
using ActorServer.Server.Admin;
using ActorServer.Server.Listener;
using ActorServer.Server.Metrics;

namespace ActorServer.Tests.Server;

/// <summary>The pages of the admin listener, with the test in the place of the pool: also of one that does not answer.</summary>
public sealed class AdminActorTests : TestKit
{
    private static readonly ListenerStatus Listening = new("http://127.0.0.1:9989", false, 3, 10, 7);

    private readonly ManualClock _clock = new();
    private readonly RecordingLogger _log = new();
    private readonly TestProbe _gateway;
    private readonly TestProbe _listener;
    private readonly TestProbe _connection;
    private readonly IActorRef _admin;
    private readonly Metrics _metrics = new();
    private int _exchanges;

    public AdminActorTests()
    {
        _gateway = CreateTestProbe("gateway");
        _listener = CreateTestProbe("listener");
        _connection = CreateTestProbe("connection");
        _admin = Sys.ActorOf(AdminActor.Props(new AdminPages(new StatusJson("9.9"), _metrics), _gateway.Ref, _listener.Ref, _clock, _log), "admin");
    }

    [Fact]
    public void Is_alive_without_asking_anybody()
    {
        Ask("/livez");
        Assert.Equal((200, "alive\n"), Answer());
        _gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData(PoolState.Serving, 1, 200, "ready: 1 of 2 workers\n")]
    [InlineData(PoolState.Reloading, 2, 200, "ready: 2 of 2 workers\n")]
    [InlineData(PoolState.Serving, 0, 503, "no worker is ready\n")]
    [InlineData(PoolState.Starting, 0, 503, "starting: no worker is ready yet\n")]
    [InlineData(PoolState.Failing, 0, 503, "failing: no module\n")]
    [InlineData(PoolState.Draining, 1, 503, "draining: the server stops\n")]
    public void Says_whether_it_is_ready_and_why_not(PoolState state, int ready, int status, string text)
    {
        Ask("/readyz");
        Describe(Pool(state, ready));
        Assert.Equal((status, text), Answer());
    }

    [Fact]
    public void Starts_while_there_is_no_gateway()
    {
        Ask("/readyz");
        Assert.Equal((503, "starting: no worker is ready yet\n"), Answer());
    }

    [Fact]
    public void Believes_the_last_word_of_a_pool_for_a_while_and_no_longer()
    {
        Ask("/readyz");
        Describe(Pool(PoolState.Serving, 2));
        Answer();
        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1));
        Ask("/readyz");
        Assert.Equal(200, Answer().Status);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Ask("/readyz");
        Assert.Equal((503, "the gateway does not answer\n"), Answer());
    }

    [Fact]
    public void Drains_as_soon_as_the_server_does()
    {
        // It listens once it has answered something.
        Ask("/livez");
        Answer();
        Sys.EventStream.Publish(new ServerEvents.Draining());
        Ask("/readyz");
        Describe(Pool(PoolState.Serving, 2));
        Assert.Equal((503, "draining: the server stops\n"), Answer());
    }

    [Fact]
    public void Shows_what_everybody_said_and_who_did_not()
    {
        Ask("/status");
        IActorRef asker = Describe(Pool(PoolState.Serving, 2) with { Shed = new Dictionary<string, long> { ["queue_full"] = 4 }, RestartsOf = [0, 0, 5] });
        asker.Tell(new WorkerStatus(2, "killed by SIGKILL",
            [new ProcessStatus(7, Environment.ProcessId, ProcessState.Busy, TimeSpan.FromSeconds(90), 12, [new RequestStatus("id-1", "GET /\\x00 HTTP/1.1", TimeSpan.FromMilliseconds(1500))])]));

        JsonNode status = JsonNode.Parse(Answer().Text)!;
        Assert.Equal("9.9", (string?)status["version"]);
        Assert.Equal("serving", (string?)status["state"]);
        Assert.Equal(("http://127.0.0.1:9989", "listening", 3), ((string?)status["listener"]!["url"], (string?)status["listener"]!["state"], (int?)status["listener"]!["connections"]));
        Assert.Equal(4, (int?)status["pool"]!["shed"]!["queue_full"]);
        Assert.Equal([1], status["silent_workers"]!.AsArray().Select(worker => (int)worker!));
        JsonNode worker = Assert.Single(status["workers"]!.AsArray())!;
        Assert.Equal((2, 5, "killed by SIGKILL"), ((int?)worker["worker"], (int?)worker["restarts"], (string?)worker["last_exit"]));
        JsonNode process = Assert.Single(worker["processes"]!.AsArray())!;
        Assert.Equal(("busy", 12, 90.0), ((string?)process["state"], (int?)process["served"], (double?)process["age_s"]));
        Assert.True((long?)process["rss_bytes"] > 1 << 20);
        JsonNode request = Assert.Single(process["requests"]!.AsArray())!;
        Assert.Equal(("id-1", "GET /\\x00 HTTP/1.1", 1500.0), ((string?)request["id"], (string?)request["line"], (double?)request["elapsed_ms"]));
    }

    [Fact]
    public void Counts_slots_that_do_nothing_and_shows_the_others()
    {
        Ask("/status");
        IActorRef asker = Describe(Pool(PoolState.Serving, 2));
        asker.Tell(new WorkerStatus(1, null, [new ProcessStatus(1, null, ProcessState.Idle, TimeSpan.Zero, 0, [])], IsSlot: true));
        asker.Tell(new WorkerStatus(2, null, [new ProcessStatus(1, null, ProcessState.Busy, TimeSpan.Zero, 0, [])], IsSlot: true));

        JsonNode status = JsonNode.Parse(Answer().Text)!;
        Assert.Equal(1, (int?)status["idle_slots"]);
        Assert.Equal([2], status["workers"]!.AsArray().Select(worker => (int)worker!["worker"]!));
        Assert.Empty(status["silent_workers"]!.AsArray());
    }

    [Fact]
    public void Those_who_ask_together_share_one_collection()
    {
        Ask("/status");
        Ask("/status");
        Describe(Pool(PoolState.Serving, 0) with { Workers = 0 });
        Assert.Equal(200, Answer().Status);
        Assert.Equal(200, Answer().Status);
        _gateway.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Makes_a_page_for_nobody_when_the_first_worker_is_ready()
    {
        _admin.Tell(new ServerEvents.GatewayReady());
        Describe(Pool(PoolState.Serving, 2));
        _connection.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Ask("/livez");
        Assert.Equal(200, Answer().Status);
    }

    [Fact]
    public void Shows_the_metrics_as_they_are_written()
    {
        Ask("/metrics");
        Assert.Equal((200, "some 1\n"), Answer());
    }

    [Fact]
    public void Says_so_when_a_page_cannot_be_written()
    {
        _metrics.IsBroken = true;
        Ask("/metrics");
        Assert.Equal(500, Answer().Status);
        Assert.Contains("a page of the admin listener cannot be written", _log.Lines);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("POST", "/nothing", 404)]
    [InlineData("POST", "/livez", 405)]
    [InlineData("DELETE", "/status", 405)]
    [InlineData("HEAD", "/livez", 200)]
    [InlineData("GET", "/livez?x=1", 200)]
    public void Knows_its_pages_and_methods(string method, string path, int status)
    {
        Ask(path, method);
        (int given, string text) = Answer();
        Assert.Equal(status, given);
        if (status == 404)
        {
            Assert.Equal("There is no such page. Pages: /livez /readyz /status /metrics\n", text);
        }
    }

    [Fact]
    public void Allows_what_it_says_when_it_refuses_a_method()
    {
        Ask("/readyz", "PUT");
        var started = _connection.ExpectMsg<ExchangeProtocol.Started>();
        Assert.True(started.Head.Fields.TryFind("Allow"u8, out int index));
        Assert.Equal("GET, HEAD", Encoding.ASCII.GetString(started.Head.Fields.Value(index)));
    }

    private void Ask(string path, string method = "GET")
    {
        int exchange = ++_exchanges;
        RequestHead head = Requests.Head($"{method} {path} HTTP/1.1\r\nHost: a\r\n\r\n");
        _admin.Tell(new GatewayProtocol.Submit(new GatewayRequest(exchange, "id", head, RequestBody.Empty.Instance, Requests.Facts), _connection.Ref));
        Assert.Equal(new GatewayProtocol.Dispatched(exchange, _admin, 0), _connection.ExpectMsg<GatewayProtocol.Dispatched>());
    }

    private (int Status, string Text) Answer()
    {
        var started = _connection.ExpectMsg<ExchangeProtocol.Started>();
        Assert.True(started.IsLast);
        return (started.Head.Status, Encoding.UTF8.GetString(started.Block.Span));
    }

    // The answers of gateway and listener; who asked, out.
    private IActorRef Describe(PoolStatus pool)
    {
        IActorRef asker = _gateway.ExpectMsg<GatewayProtocol.Describe>().ReplyTo;
        asker.Tell(pool);
        _listener.ExpectMsg<ListenerProtocol.Describe>().ReplyTo.Tell(Listening);
        return asker;
    }

    private static PoolStatus Pool(PoolState state, int ready) => new(
        state, 2, ready, 0, 0, null, new Dictionary<string, long>(), new Dictionary<string, long>(), [], new BootFailure(DateTimeOffset.UnixEpoch, 1, "no module", null));

    private sealed class Metrics : IMetricsText
    {
        public bool IsBroken { get; set; }

        public Task<(string ContentType, ReadOnlyMemory<byte> Text)> WriteAsync() => IsBroken
            ? throw new InvalidOperationException("broken")
            : Task.FromResult<(string, ReadOnlyMemory<byte>)>(("text/plain", "some 1\n"u8.ToArray()));
    }
}
