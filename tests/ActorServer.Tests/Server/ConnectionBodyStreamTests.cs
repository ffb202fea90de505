using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;

namespace ActorServer.Tests.Server;

/// <summary>Bodies that go to a worker while its application runs: as much as it wants, whole, and with what is wrong with them said once.</summary>
public sealed class ConnectionBodyStreamTests : ConnectionHarness
{
    private const string Chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 10", 10L)]
    [InlineData("Transfer-Encoding: chunked", null)]
    public void Submits_a_request_before_its_body_has_come(string framing, long? announced)
    {
        GatewayRequest request = Begin($"POST / HTTP/1.1\r\nHost: h\r\n{framing}\r\n\r\n");
        Assert.Equal(new RequestBody.Streaming(announced), request.Body);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n")]
    public void Submits_an_empty_body_as_one(string head) => Assert.IsType<RequestBody.Empty>(Begin(head).Body);

    [Theory]
    [InlineData(10, 10, true)]
    [InlineData(11, 10, false)]
    public void Submits_a_body_that_is_there_with_its_request(int length, int inMemory, bool isWhole)
    {
        GatewayRequest request = Begin(Head(length) + new string('x', length), inMemory);
        Assert.Equal(isWhole, request.Body is RequestBody.InMemory { Length: 10 });
        Assert.Equal(!isWhole, request.Body is RequestBody.Streaming { Announced: 11 });
        Answer(request);
        ReceiveUntil("hello");
        Send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.Equal("/next", Encoding.ASCII.GetString(ExpectRequest().Head.Path));
    }

    [Fact]
    public void Does_not_hold_a_body_to_the_limit_which_is_the_gateways()
    {
        Connect(Defaults with { Limits = new HttpLimits(MaxBody: 3) }, streams: true);
        Send(Head(4));
        GatewayRequest request = ExpectRequest();
        Want(request, 10);
        Send("abcd");
        Assert.Equal("abcd", ReceiveBody());
    }

    [Fact]
    public void Sends_nothing_before_it_is_wanted()
    {
        GatewayRequest request = Begin(Chunked + "3\r\nabc\r\n0\r\n\r\n");
        AwaitProcessed();
        Assert.False(Worker.HasMessages);

        Want(request, 100);

        Assert.Equal("abc", ReceiveBody());
    }

    [Fact]
    public void Sends_no_more_than_is_wanted()
    {
        GatewayRequest request = Begin(Head(10) + "0123456");
        Want(request, 3);
        Assert.Equal("012", ReceiveBlock());
        Want(request, 2);
        Assert.Equal("34", ReceiveBlock());
        AwaitProcessed();
        Assert.False(Worker.HasMessages);

        Want(request, 4);
        Assert.Equal("56", ReceiveBlock());
        Send("789");
        Assert.Equal("78", ReceiveBlock());
        Want(request, 1);
        Assert.Equal("9", ReceiveBody());
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 70000\r\n\r\n", "", "")]
    [InlineData(Chunked, "11170\r\n", "\r\n0\r\n\r\n")]
    public void Tells_the_end_of_a_body_that_ends_with_what_is_wanted(string head, string before, string behind)
    {
        string body = string.Concat(Enumerable.Range(0, 7000).Select(number => $"{number:0000000000}"));
        GatewayRequest request = Begin(head);
        Want(request, body.Length);
        Client.SendAsync(Encoding.ASCII.GetBytes(before + body + behind));

        var received = new StringBuilder();
        while (received.Length < body.Length)
        {
            string block = ReceiveBlock();
            Assert.InRange(block.Length, 1, 64 * 1024);
            received.Append(block);
        }

        Assert.Equal(body, received.ToString());
        Assert.Null(Worker.ExpectMsg<ExchangeProtocol.BodyEnded>().Trailers);
    }

    [Fact]
    public void Gives_the_trailers_with_the_end()
    {
        GatewayRequest request = Begin(Chunked);
        Want(request, 100);
        foreach (char letter in "1;x=y\r\na\r\n2\r\nbc\r\n0\r\nX-Sum: 6\r\n\r\n")
        {
            Send(letter.ToString());
        }

        var body = new StringBuilder();
        while (body.Length < 3)
        {
            body.Append(ReceiveBlock());
        }

        Assert.Equal("abc", body.ToString());
        FieldTable trailers = Worker.ExpectMsg<ExchangeProtocol.BodyEnded>().Trailers!;
        Assert.Equal("X-Sum: 6", $"{Encoding.ASCII.GetString(trailers.Name(0))}: {Encoding.ASCII.GetString(trailers.Value(0))}");
    }

    [Fact]
    public void Gathers_small_chunks_into_one_block()
    {
        GatewayRequest request = Begin(Chunked + string.Concat(Enumerable.Repeat("1\r\nx\r\n", 50)) + "0\r\n\r\n");
        AwaitProcessed();
        Want(request, 1000);
        Assert.Equal(new string('x', 50), ReceiveBody());
    }

    [Fact]
    public void Answers_while_the_body_comes()
    {
        GatewayRequest request = Begin(Head(6));
        Begin(request, "first");
        ReceiveUntil("first\r\n");
        Want(request, 100);
        Send("abc");
        Assert.Equal("abc", ReceiveBlock());
        Connection.Tell(new ExchangeProtocol.Block(request.Exchange, "second"u8.ToArray()));
        ReceiveUntil("second\r\n");
        Send("def");
        Assert.Equal("def", ReceiveBody());
        Connection.Tell(new ExchangeProtocol.Ended(request.Exchange));
        ReceiveUntil("0\r\n\r\n");

        Send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n");
        Assert.Equal("/next", Encoding.ASCII.GetString(ExpectRequest().Head.Path));
    }

    [Fact]
    public void Reads_no_further_than_its_worker()
    {
        GatewayRequest request = Begin(Head(1 << 30));
        long taken = SendUntilFull();
        Want(request, 1 << 30);

        // What is wanted makes room again.
        for (long received = 0; received < taken;)
        {
            received += Worker.ExpectMsg<ExchangeProtocol.BodyBlock>().Bytes.Length;
        }
    }

    [Fact]
    public void Reads_no_further_than_a_little_into_the_next_request()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\nPOST / HTTP/1.1\r\nHost: h\r\nContent-Length: 268435456\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        SendUntilFull();
        Answer(request);
        ReceiveUntil("hello");

        // And goes on with it.
        ResetClient();
        Assert.Equal(200, Records.ExpectMsg<ExchangeCompleted>().Status);
        Records.ExpectMsg<ExchangeCompleted>();
    }

    [Fact]
    public void Says_continue_when_the_body_is_wanted()
    {
        GatewayRequest request = Begin("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        AwaitProcessed();
        Assert.Equal(0, Client.Available);

        Want(request, 1);
        Want(request, 1);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", ReceiveUntil("\r\n\r\n"));
        Send("abc");
        Want(request, 1);
        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();
        Answer(request);

        Assert.StartsWith("HTTP/1.1 200 OK", ReceiveUntil("hello"), StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_say_continue_once_the_answer_has_begun()
    {
        GatewayRequest request = Begin("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
        Begin(request, "first");
        Want(request, 100);
        Connection.Tell(new ExchangeProtocol.Ended(request.Exchange));

        string answer = ReceiveAll();
        Assert.DoesNotContain("100 Continue", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close\r\n", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Tells_the_worker_of_a_client_that_is_gone()
    {
        GatewayRequest request = Begin(Head(10));
        Want(request, 10);
        AwaitProcessed();
        ResetClient();

        Assert.Equal(new ExchangeProtocol.Abandon(request.Exchange, AbandonReason.ClientGone), Worker.ExpectMsg<ExchangeProtocol.Abandon>());
        Assert.Equal((499, false), (Records.ExpectMsg<ExchangeCompleted>() is var record ? record.Status : 0, record.IsComplete));
    }

    [Theory]
    [InlineData(false, 500)]
    [InlineData(true, 200)]
    public void Resets_an_exchange_that_the_application_breaks_off(bool hasBegun, int status)
    {
        GatewayRequest request = Begin(Head(10));
        if (hasBegun)
        {
            Begin(request, "first");
            ReceiveUntil("first\r\n");
        }

        Connection.Tell(new ExchangeProtocol.Aborted(request.Exchange));

        Assert.Throws<SocketException>(() => ReceiveAll());
        ExchangeCompleted record = Records.ExpectMsg<ExchangeCompleted>();
        Assert.Equal((status, false), (record.Status, record.IsComplete));
        ExpectTerminated(Connection);
        Assert.False(Worker.HasMessages);
        Assert.False(Router.HasMessages);
    }

    private static string Head(long length) => $"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n";

    private GatewayRequest Begin(string bytes, int inMemory = 64 * 1024)
    {
        Connect(Defaults with { BodyInMemory = inMemory }, streams: true);
        Send(bytes);
        return ExpectRequest();
    }

    private void Want(GatewayRequest request, int bytes) => Connection.Tell(new ExchangeProtocol.Want(request.Exchange, bytes), Worker.Ref);

    private string ReceiveBlock() => Encoding.ASCII.GetString(Worker.ExpectMsg<ExchangeProtocol.BodyBlock>().Bytes.Span);

    // One block and the end behind it.
    private string ReceiveBody()
    {
        string body = ReceiveBlock();
        Worker.ExpectMsg<ExchangeProtocol.BodyEnded>();
        return body;
    }
}
