using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections;

namespace ActorServer.Tests.Tls;

/// <summary>HTTP over an open TLS connection: the same as without, and how it ends.</summary>
public sealed class TlsConnectionTests : TlsHarness
{
    private const string Get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private const string LastGet = "GET / HTTP/1.0\r\n\r\n";

    [Fact]
    public void Serves_one_request_after_the_other()
    {
        Open();

        foreach (string body in new[] { "one", "two", "three" })
        {
            SendTls(Get);
            Answer(ExpectRequest(), body);
            ReceiveTlsUntil(body);
        }
    }

    [Fact]
    public void Serves_requests_that_come_all_at_once()
    {
        Open();
        SendTls(Get + Get + Get);

        foreach (string body in new[] { "one", "two", "three" })
        {
            Answer(ExpectRequest(), body);
            ReceiveTlsUntil(body);
        }
    }

    [Fact]
    public void Serves_a_request_that_comes_in_a_record_for_each_byte()
    {
        Open();

        foreach (char c in Get)
        {
            SendTls(c.ToString());
        }

        Answer(ExpectRequest());
        ReceiveTlsUntil("hello");
    }

    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(60_000)]
    public void Takes_a_body_of_several_records_whole(int length)
    {
        Open();
        string body = RandomText(length);

        SendTls($"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{body}");

        var request = ExpectRequest();
        Assert.Equal(body, Encoding.Latin1.GetString(Assert.IsType<RequestBody.InMemory>(request.Body).Bytes.Span));
    }

    [Fact]
    public async Task Takes_a_body_that_goes_to_the_spool_whole()
    {
        Open();
        string body = RandomText(900_000);

        var sending = Task.Run(() => SendTls($"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {body.Length}\r\n\r\n{body}"));

        var spooled = Assert.IsType<RequestBody.Spooled>(ExpectRequest().Body);
        Assert.Equal(body, await File.ReadAllTextAsync(spooled.Path, Encoding.Latin1));
        await sending;
    }

    [Fact]
    public void Sends_short_and_long_blocks_whole_and_in_order()
    {
        Open();
        SendTls(LastGet);
        var request = ExpectRequest();
        var sent = new StringBuilder();
        Begin(request, Next(10));
        foreach (int length in new[] { 5, 40_000, 1, 32 * 1024, 100_000, 16 * 1024, 0 })
        {
            Connection.Tell(length == 0
                ? new ExchangeProtocol.Ended(request.Exchange, null)
                : new ExchangeProtocol.Block(request.Exchange, Encoding.Latin1.GetBytes(Next(length))));
        }

        string received = ReceiveAllTls();

        Assert.Equal(sent.ToString(), received[(received.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.False(IsTruncated);

        string Next(int length)
        {
            string text = RandomText(length);
            sent.Append(text);
            return text;
        }
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void Says_goodbye_behind_the_last_answer(SslProtocols protocol)
    {
        Open(protocol);
        SendTls(LastGet);

        Answer(ExpectRequest());

        Assert.EndsWith("hello", ReceiveAllTls(), StringComparison.Ordinal);
        Assert.False(IsTruncated);
        Client.Shutdown(SocketShutdown.Both);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Says_goodbye_to_an_idle_client()
    {
        Open();
        SendTls(Get);
        Answer(ExpectRequest());
        ReceiveTlsUntil("hello");

        Advance(Defaults.IdleTimeout);

        Assert.Equal("", ReceiveAllTls());
        Assert.False(IsTruncated);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Says_goodbye_when_the_server_drains()
    {
        Open();

        // Not while it opens: the client must not be ahead of the server.
        SendTls(Get);
        Answer(ExpectRequest());
        ReceiveTlsUntil("hello");
        Connection.Tell(ConnectionProtocol.Drain.Instance);

        Assert.Equal("", ReceiveAllTls());
        Assert.False(IsTruncated);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Resets_an_answer_that_breaks_and_never_says_goodbye()
    {
        Open();
        SendTls(Get);
        var request = ExpectRequest();
        Begin(request, "half");
        ReceiveTlsUntil("half\r\n");

        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange, Refusal.WorkerDied));

        var reset = Assert.Throws<IOException>(ReceiveAllTls);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.GetBaseException()).SocketErrorCode);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Takes_the_end_of_the_socket_in_a_body_for_a_body_that_is_not_complete()
    {
        Open();
        SendTls("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");
        AwaitProcessed();

        Client.Shutdown(SocketShutdown.Send);

        Assert.StartsWith("HTTP/1.1 400 ", ReceiveAllTls(), StringComparison.Ordinal);
        Router.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task Takes_a_goodbye_in_a_body_for_a_body_that_is_not_complete()
    {
        Open();
        SendTls("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc");

        await Ssl.ShutdownAsync();

        Assert.Equal(400, Records.ExpectMsg<ExchangeCompleted>().Status);
        Router.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task Answers_a_client_that_says_goodbye_behind_its_request()
    {
        Open();
        SendTls(Get);
        await Ssl.ShutdownAsync();
        Client.Shutdown(SocketShutdown.Send);
        var request = ExpectRequest();
        Router.ExpectMsg<GatewayProtocol.InputEnded>();

        Answer(request, "all the same");

        Assert.EndsWith("all the same", ReceiveAllTls(), StringComparison.Ordinal);
        Assert.False(IsTruncated);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Ends_when_what_comes_is_no_record()
    {
        Open();
        Client.Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n"u8);

        ExpectTerminated(Connection);
        Router.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void Ends_when_the_client_resets_and_withdraws_its_request()
    {
        Open();
        SendTls(Get);
        long exchange = ExpectRequest().Exchange;

        ResetClient();

        Assert.Equal(exchange, Router.ExpectMsg<GatewayProtocol.Withdraw>().Exchange);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Resets_a_client_that_does_not_take_its_answer()
    {
        Open();
        SendTls(Get);
        var request = ExpectRequest();
        Begin(request, "x");
        for (int i = 0; i < 200; i++)
        {
            Connection.Tell(new ExchangeProtocol.Block(request.Exchange, new byte[64 * 1024]));
        }

        AwaitProcessed();
        for (int i = 0; i < 12; i++)
        {
            Advance(Defaults.WriteStallTimeout);
        }

        ExpectTerminated(Connection);
        Assert.False(Records.ExpectMsg<ExchangeCompleted>().IsComplete);
    }

    [Fact]
    public void Does_not_read_a_client_that_is_far_ahead_of_its_answers()
    {
        Open();
        SendTls(Get);
        ExpectRequest();

        long taken = 0;
        var record = new byte[16 * 1024];
        Client.SendBufferSize = 16 * 1024;
        Ssl.WriteTimeout = 500;
        Assert.Throws<IOException>(() =>
        {
            for (; taken < 1L << 26; taken += record.Length)
            {
                Ssl.Write(record);
            }
        });

        Assert.InRange(taken, 64 * 1024, 1L << 24);
    }

    private void Open(SslProtocols protocol = SslProtocols.None)
    {
        ConnectTls();
        ShakeHands(protocols: protocol);
    }

    private static string RandomText(int length)
    {
        var random = new Random(length);
        return string.Create(length, random, static (text, random) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)random.Next('a', 'z' + 1);
            }
        });
    }
}
