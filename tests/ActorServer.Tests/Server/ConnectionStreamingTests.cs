using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;

namespace ActorServer.Tests.Server;

/// <summary>Answers in parts: chunked, credited as the client takes them, and never ended cleanly when they are incomplete.</summary>
public sealed class ConnectionStreamingTests : ConnectionHarness
{
    [Fact]
    public void Writes_blocks_as_chunks_as_they_come()
    {
        long exchange = Begin();
        Assert.EndsWith("5\r\nfirst\r\n", ReceiveUntil("first\r\n"), StringComparison.Ordinal);

        Connection.Tell(new ExchangeProtocol.Block(exchange, "second"u8.ToArray()));
        Assert.Equal("6\r\nsecond\r\n", ReceiveUntil("second\r\n"));
        Connection.Tell(new ExchangeProtocol.Ended(exchange));

        Assert.Equal("0\r\n\r\n", ReceiveUntil("0\r\n\r\n"));
        Assert.Equal(11, Records.ExpectMsg<ExchangeCompleted>().BodyBytes);
    }

    [Fact]
    public void Gives_credit_for_what_has_left_in_halves_of_the_window()
    {
        long exchange = Begin();
        Connection.Tell(new ExchangeProtocol.Block(exchange, new byte[(32 * 1024) - 6]));
        Worker.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Connection.Tell(new ExchangeProtocol.Block(exchange, new byte[1]));

        Assert.Equal(new ExchangeProtocol.Credit(exchange, 32 * 1024), Worker.ExpectMsg<ExchangeProtocol.Credit>());
    }

    [Fact]
    public async Task Gives_no_credit_to_a_worker_whose_client_takes_nothing()
    {
        long exchange = Begin();
        var block = new byte[64 * 1024];
        int given = 0;
        bool hasCredit;
        do
        {
            Assert.True(++given < 10_000, "The kernel takes everything.");
            Connection.Tell(new ExchangeProtocol.Block(exchange, block));
            AwaitProcessed();
            hasCredit = Worker.HasMessages;
            while (Worker.HasMessages)
            {
                Worker.ReceiveOne(TimeSpan.Zero);
            }
        }
        while (hasCredit);

        // Reading makes room, and room is told.
        Task reading = Task.Run(() =>
        {
            var buffer = new byte[1 << 20];
            long left = given * (long)block.Length;
            while (left > 0)
            {
                left -= Client.Receive(buffer);
            }
        });
        Worker.ExpectMsg<ExchangeProtocol.Credit>();
        await reading.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Tells_the_worker_when_the_client_is_gone()
    {
        long exchange = Begin();
        ReceiveUntil("first\r\n");

        ResetClient();

        Assert.Equal(new ExchangeProtocol.Abandon(exchange, AbandonReason.ClientGone), Worker.ExpectMsg<ExchangeProtocol.Abandon>());
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Sends_trailers_behind_the_last_chunk()
    {
        var builder = new TrailersBuilder();
        builder.Begin();
        builder.Add("X-Sum", "5");
        Assert.True(builder.TryBuild(out FieldTable? trailers, out _));
        long exchange = Begin();
        Connection.Tell(new ExchangeProtocol.Ended(exchange, trailers));

        Assert.EndsWith("5\r\nfirst\r\n0\r\nX-Sum: 5\r\n\r\n", ReceiveUntil("X-Sum: 5\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Resets_when_the_answer_cannot_be_completed()
    {
        long exchange = Begin();
        ReceiveUntil("first\r\n");

        Connection.Tell(new ExchangeProtocol.Failed(exchange, Refusal.WorkerDied));

        Assert.Throws<SocketException>(() => ReceiveAll());
        ExchangeCompleted record = Records.ExpectMsg<ExchangeCompleted>();
        Assert.Equal((200, false), (record.Status, record.IsComplete));
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Resets_when_fewer_bytes_come_than_were_announced()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(new ExchangeProtocol.Started(
            request.Exchange, ResponseHead.Create(200, "OK", ("Content-Length", "10")), "abc"u8.ToArray(), false));
        ReceiveUntil("abc");

        Connection.Tell(new ExchangeProtocol.Ended(request.Exchange));

        Assert.Throws<SocketException>(() => ReceiveAll());
    }

    [Fact]
    public void Sends_no_body_for_HEAD()
    {
        Connect();
        Send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        Answer(ExpectRequest());

        string answer = ReceiveAll();
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 5\r\n", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Ends_an_answer_of_unknown_length_to_1_0_by_closing()
    {
        Connect();
        Send("GET / HTTP/1.0\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(new ExchangeProtocol.Started(request.Exchange, ResponseHead.Create(200, "OK"), "abc"u8.ToArray(), false));
        Connection.Tell(new ExchangeProtocol.Ended(request.Exchange));

        Assert.EndsWith("\r\n\r\nabc", ReceiveAll(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ignores_parts_of_an_answer_that_it_does_not_wait_for()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange + 1, Refusal.WorkerDied));
        Connection.Tell(new ExchangeProtocol.Block(request.Exchange - 1, "evil"u8.ToArray()));
        Answer(request);

        string answer = ReceiveAll();
        Assert.DoesNotContain("evil", answer, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    private long Begin()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Begin(request, "first");
        return request.Exchange;
    }
}
