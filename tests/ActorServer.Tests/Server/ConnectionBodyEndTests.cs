using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;

namespace ActorServer.Tests.Server;

/// <summary>Streamed bodies that are broken, cut short, or not read to their end: what the client is told, and where the next request begins.</summary>
public sealed class ConnectionBodyEndTests : ConnectionHarness
{
    private const string Chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Next = "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";

    [Fact]
    public void Tells_the_worker_what_is_wrong_with_a_body_and_parses_nothing_behind_it()
    {
        GatewayRequest request = Begin(Chunked + "3\r\nabc\r\nevil\r\n" + Next);
        Want(request);

        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();
        var failed = Worker.ExpectMsg<ExchangeProtocol.BodyFailed>();
        Assert.Equal(Refusal.InvalidChunkSize, failed.Reason);
        Assert.Contains("hex digits", failed.Detail, StringComparison.Ordinal);
        Answer(request, "own answer");

        string answer = ReceiveAll();
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("own answer", answer, StringComparison.Ordinal);
        Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Closes_behind_a_broken_body_also_when_the_answer_had_begun_before()
    {
        GatewayRequest request = Begin(Chunked);
        Begin(request, "first");
        ReceiveUntil("first\r\n");
        Want(request);
        Send("evil\r\n" + Next);
        Worker.ExpectMsg<ExchangeProtocol.BodyFailed>();
        Connection.Tell(new ExchangeProtocol.Ended(request.Exchange));

        Assert.Equal("0\r\n\r\n", ReceiveAll());
        Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Theory]
    [InlineData(Refusal.ApplicationRaised, "400")]
    [InlineData(Refusal.WorkerDied, "502")]
    public void Says_what_was_wrong_with_the_body_when_the_application_fails_over_it(Refusal reason, string status)
    {
        GatewayRequest request = Begin(Chunked + "evil\r\n");
        Want(request);
        Worker.ExpectMsg<ExchangeProtocol.BodyFailed>();
        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange, reason));

        string answer = ReceiveAll();
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(status, Records.ExpectMsg<ExchangeCompleted>().Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n", "abc")]
    [InlineData(Chunked, "3\r\nabc\r\n0\r\n")]
    public void Tells_of_a_body_that_was_cut_short_when_it_is_wanted(string head, string body)
    {
        GatewayRequest request = Begin(head + body);
        Client.Shutdown(SocketShutdown.Send);
        AwaitProcessed();
        Assert.False(Worker.HasMessages);
        Want(request, 2);
        Assert.Equal("ab", ReceiveBlock());
        AwaitProcessed();
        Assert.False(Worker.HasMessages);
        Want(request, 2);

        Assert.Equal("c", ReceiveBlock());
        Assert.Equal(Refusal.IncompleteBody, Worker.ExpectMsg<ExchangeProtocol.BodyFailed>().Reason);
        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange, Refusal.ApplicationRaised));
        Assert.StartsWith("HTTP/1.1 400 ", ReceiveAll(), StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_a_body_to_the_end_when_the_client_has_closed_its_side()
    {
        GatewayRequest request = Begin("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
        Send("abc");
        Client.Shutdown(SocketShutdown.Send);
        AwaitProcessed();
        Want(request, 1);
        Assert.Equal("a", ReceiveBlock());
        Want(request);
        Assert.Equal("bc", ReceiveBlock());
        Worker.ExpectMsg<ExchangeProtocol.BodyEnded>();
        Answer(request);

        Assert.EndsWith("hello", ReceiveAll(), StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_as_much_as_it_would_linger_for()
    {
        GatewayRequest request = Begin("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n", linger: 100);
        Answer(request);
        Assert.DoesNotContain("Connection: close", ReceiveUntil("hello"), StringComparison.OrdinalIgnoreCase);
        Send(new string('x', 100) + Next);

        Assert.Equal("/next", Encoding.ASCII.GetString(ExpectRequest().Head.Path));
    }

    [Fact]
    public void Says_that_it_closes_when_more_is_announced_than_it_would_skip()
    {
        GatewayRequest request = Begin("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 101\r\n\r\n", linger: 100);
        Answer(request);

        Assert.Contains("Connection: close\r\n", ReceiveAll(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(91, false)]
    [InlineData(90, true)]
    public void Closes_when_more_comes_in_chunks_than_it_skips(int linger, bool closes)
    {
        GatewayRequest request = Begin(Chunked, linger);
        Answer(request);
        ReceiveUntil("hello");

        // The chunk and the end behind it are 91 bytes.
        Send($"50\r\n{new string('x', 80)}\r\n0\r\n\r\n{Next}");

        if (closes)
        {
            Assert.Equal("", ReceiveAll());
            Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        }
        else
        {
            Assert.Equal("/next", Encoding.ASCII.GetString(ExpectRequest().Head.Path));
        }
    }

    [Theory]
    [InlineData("evil\r\n")]
    [InlineData("0\r\nHost: x\r\n\r\n")]
    public void Closes_when_what_it_skips_is_broken(string body)
    {
        GatewayRequest request = Begin(Chunked);
        Answer(request);
        ReceiveUntil("hello");
        Send(body + Next);

        Assert.Equal("", ReceiveAll());
        Router.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Skips_what_was_there_all_the_time()
    {
        GatewayRequest request = Begin(Chunked + "3\r\nabc\r\n0\r\n\r\n" + Next);
        AwaitProcessed();
        Answer(request);

        Assert.Equal("/next", Encoding.ASCII.GetString(ExpectRequest().Head.Path));
    }

    [Theory]
    [InlineData("Content-Length: 10", false)]
    [InlineData("Content-Length: 101", true)]
    [InlineData("Content-Length: 10\r\nExpect: 100-continue", true)]
    [InlineData("Transfer-Encoding: chunked", false)]
    [InlineData("Transfer-Encoding: chunked\r\nExpect: 100-continue", true)]
    public void Refuses_a_request_whose_body_is_unread(string framing, bool closes)
    {
        Connect(Defaults with { LingerBytes = 100 }, streams: true);
        Send($"POST / HTTP/1.1\r\nHost: h\r\n{framing}\r\n\r\n");
        GatewayRequest request = Router.ExpectMsg<GatewayProtocol.Submit>().Request;
        Connection.Tell(new GatewayProtocol.Refused(request.Exchange, Refusal.QueueFull));

        string answer = ReceiveUntil("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Equal(closes, answer.Contains("Connection: close\r\n", StringComparison.OrdinalIgnoreCase));
        if (!closes)
        {
            Send((framing[0] == 'T' ? "0\r\n\r\n" : "0123456789") + Next);
            Assert.Equal("/next", Encoding.ASCII.GetString(ExpectRequest().Head.Path));
        }
    }

    [Fact]
    public void Ends_when_draining_instead_of_waiting_for_the_rest_of_a_body()
    {
        GatewayRequest request = Begin("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n");
        Answer(request);
        ReceiveUntil("hello");
        AwaitProcessed();
        Connection.Tell(ConnectionProtocol.Drain.Instance);

        Assert.Equal("", ReceiveAll());
        Client.Dispose();
        ExpectTerminated(Connection);
    }

    private GatewayRequest Begin(string bytes, int linger = 64 * 1024)
    {
        Connect(Defaults with { LingerBytes = linger }, streams: true);
        Send(bytes);
        return ExpectRequest();
    }

    private void Want(GatewayRequest request, int bytes = 1000) => Connection.Tell(new ExchangeProtocol.Want(request.Exchange, bytes), Worker.Ref);

    private string ReceiveBlock() => Encoding.ASCII.GetString(Worker.ExpectMsg<ExchangeProtocol.BodyBlock>().Bytes.Span);
}
