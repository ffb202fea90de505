using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;

namespace ActorServer.Tests.Server;

/// <summary>One client: requests in order, bodies whole, answers framed, keep-alive decided, refusals said once.</summary>
public sealed class ConnectionActorTests : ConnectionHarness
{
    [Fact]
    public void Submits_a_request_and_writes_its_answer()
    {
        Connect();
        Send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");

        GatewayRequest request = ExpectRequest();
        Assert.Equal("/a", Encoding.ASCII.GetString(request.Head.Path));
        Assert.Equal("127.0.0.1", request.Transport.RemoteAddress);
        Answer(request);

        string answer = ReceiveUntil("hello");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 5\r\n", answer, StringComparison.OrdinalIgnoreCase);
        ExchangeCompleted record = Records.ExpectMsg<ExchangeCompleted>();
        Assert.Equal((200, 5L, 1, true), (record.Status, record.BodyBytes, record.Worker, record.IsComplete));
    }

    [Fact]
    public void Takes_a_head_byte_by_byte()
    {
        Connect();
        foreach (char letter in "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc")
        {
            Send(letter.ToString());
        }

        var body = Assert.IsType<RequestBody.InMemory>(ExpectRequest().Body);
        Assert.Equal("abc", Encoding.ASCII.GetString(body.Bytes.Span));
    }

    [Fact]
    public void Answers_pipelined_requests_strictly_in_order()
    {
        Connect();
        Send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n");

        for (int number = 1; number <= 3; number++)
        {
            GatewayRequest request = ExpectRequest();
            Assert.Equal($"/{number}", Encoding.ASCII.GetString(request.Head.Path));
            Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
            Answer(request, $"answer {number}");
            ReceiveUntil($"answer {number}");
        }
    }

    [Fact]
    public void Puts_a_large_body_into_the_spool_and_removes_it_with_the_request()
    {
        Connect();
        string body = new('x', (64 * 1024) + 1);
        Send($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {body.Length}\r\n\r\n{body}");

        GatewayRequest request = ExpectRequest();
        var spooled = Assert.IsType<RequestBody.Spooled>(request.Body);
        Assert.Equal(body, File.ReadAllText(spooled.Path));
        Assert.Equal(body.Length, Spooled);
        Answer(request);
        ReceiveUntil("hello");

        AwaitAssert(() => Assert.False(File.Exists(spooled.Path)));
        Assert.Equal(0, Spooled);
    }

    [Fact]
    public void Keeps_a_body_of_exactly_the_limit_in_memory()
    {
        Connect();
        string body = new('x', 64 * 1024);
        Send($"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n{body}\r\n0\r\n\r\n");

        Assert.Equal(body.Length, Assert.IsType<RequestBody.InMemory>(ExpectRequest().Body).Length);
    }

    [Fact]
    public void Refuses_a_body_that_the_spool_has_no_room_for()
    {
        Connect();
        string body = new('x', (1 << 20) + 1);
        Send($"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {body.Length}\r\n\r\n");
        Client.SendAsync(Encoding.ASCII.GetBytes(body));

        Assert.StartsWith("HTTP/1.1 503 ", ReceiveUntil("\r\n\r\n"), StringComparison.Ordinal);
        AwaitAssert(() => Assert.Equal(0, Spooled));
    }

    [Fact]
    public void Refuses_a_body_over_the_limit_before_reading_it()
    {
        Connect(Defaults with { Limits = new HttpLimits(MaxBody: 10) });
        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n");

        string answer = ReceiveAll();
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        Assert.Equal(413, Records.ExpectMsg<ExchangeCompleted>().Status);
    }

    [Fact]
    public void Answers_100_when_the_client_waits_for_it()
    {
        Connect();
        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", ReceiveUntil("\r\n\r\n"));

        Send("abc");
        Answer(ExpectRequest());

        Assert.StartsWith("HTTP/1.1 200 OK", ReceiveUntil("hello"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: h\n\n", "400")]
    [InlineData("GET /x%00REMOTE_USER%00admin HTTP/1.1\r\nHost: h\r\n\r\n", "400")]
    [InlineData("GET / HTTP/2.0\r\nHost: h\r\n\r\n", "505")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400")]
    public void Refuses_once_closes_and_parses_nothing_behind_it(string request, string status)
    {
        Connect();
        Send(request + "GET /evil HTTP/1.1\r\nHost: h\r\n\r\n");

        string answer = ReceiveAll();

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(0, answer.LastIndexOf("HTTP/1.1 " + status[0], StringComparison.Ordinal));
        Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        Client.Dispose();
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Closes_after_the_last_request_that_a_connection_may_bring()
    {
        Connect(Defaults with { MaxRequests = 2 });
        Send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
        Answer(ExpectRequest());
        Assert.DoesNotContain("Connection: close", ReceiveUntil("hello"), StringComparison.OrdinalIgnoreCase);

        Send("GET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
        Answer(ExpectRequest());

        Assert.Contains("Connection: close", ReceiveAll(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Answers_a_client_that_has_closed_its_side()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);

        Answer(ExpectRequest());

        Assert.EndsWith("hello", ReceiveAll(), StringComparison.Ordinal);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Never_shows_the_application_a_body_that_was_cut_short()
    {
        Connect();
        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
        Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);

        Assert.StartsWith("HTTP/1.1 400 ", ReceiveAll(), StringComparison.Ordinal);
        Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Tells_the_router_when_the_client_is_gone_before_the_worker_was_heard_of()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        AwaitProcessed();

        Client.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        Client.Dispose();

        // By the router, which gave the request away: a message of the connection could overtake it.
        Assert.Equal(request.Exchange, Router.ExpectMsg<GatewayProtocol.Withdraw>().Exchange);
        ExchangeCompleted record = Records.ExpectMsg<ExchangeCompleted>();
        Assert.Equal((499, false), (record.Status, record.IsComplete));
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Blames_the_stop_and_not_the_client_when_a_stop_cuts_a_request_off()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        ExpectRequest();
        Connection.Tell(ConnectionProtocol.Drain.Instance);
        AwaitProcessed();

        Sys.Stop(Connection);

        ExchangeCompleted record = Records.ExpectMsg<ExchangeCompleted>();
        Assert.Equal((503, false), (record.Status, record.IsComplete));
    }

    [Fact]
    public void Gives_an_id_also_to_a_request_that_is_refused_for_its_bytes()
    {
        Connect();
        Send("GET  / HTTP/1.1\r\nHost: h\r\n\r\n");

        string answer = ReceiveAll();
        string id = Records.ExpectMsg<ExchangeCompleted>().RequestId;
        Assert.Matches("^[0-9a-f]{12}-[0-9a-f]+$", id);
        Assert.Contains($"\r\nX-Request-ID: {id}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Withdraws_a_queued_request_when_the_client_is_gone()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        long exchange = Router.ExpectMsg<GatewayProtocol.Submit>().Request.Exchange;

        Client.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        Client.Dispose();

        Assert.Equal(exchange, Router.ExpectMsg<GatewayProtocol.Withdraw>().Exchange);
    }

    [Theory]
    [InlineData(Refusal.QueueFull, "503")]
    [InlineData(Refusal.WorkerDied, "502")]
    [InlineData(Refusal.ApplicationRaised, "500")]
    public void Says_what_failed_and_stays_open(Refusal reason, string status)
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange, reason), Worker.Ref);

        string head = ReceiveUntil("\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Equal(status == "503", head.Contains("Retry-After: 1\r\n", StringComparison.OrdinalIgnoreCase));
        Send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
        ExpectRequest();
    }

    [Fact]
    public void Answers_what_is_under_way_and_closes_when_draining()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(ConnectionProtocol.Drain.Instance);
        Answer(request);

        Assert.Contains("Connection: close", ReceiveAll(), StringComparison.OrdinalIgnoreCase);
        Client.Dispose();
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Closes_at_once_when_draining_with_nothing_under_way()
    {
        Connect();
        Connection.Tell(ConnectionProtocol.Drain.Instance);

        Assert.Equal("", ReceiveAll());
        ExpectTerminated(Connection);
    }
}
