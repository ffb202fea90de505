using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;

namespace ActorServer.Tests.Server;

/// <summary>Every deadline of a client, on virtual time: just before it nothing happens, just after it the right thing does.</summary>
public sealed class ConnectionDeadlineTests : ConnectionHarness
{
    private const int LargeAnswer = 40 * 1024 * 1024;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Closes_silently_when_no_byte_came()
    {
        Connect();
        Advance(TimeSpan.FromSeconds(10) + Moment);

        Assert.Equal("", ReceiveAll());
        Records.ExpectNoMsg(Moment);
    }

    [Fact]
    public void Answers_408_to_half_a_head()
    {
        Connect();
        Send("GET / HTT");
        AwaitBegun();
        Advance(TimeSpan.FromSeconds(10) + Moment);

        Assert.StartsWith("HTTP/1.1 408 ", ReceiveAll(), StringComparison.Ordinal);
        Assert.Equal(408, Records.ExpectMsg<ExchangeCompleted>().Status);
    }

    [Fact]
    public void Gives_an_idle_connection_its_whole_time()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Answer(ExpectRequest());
        ReceiveUntil("hello");
        Advance(TimeSpan.FromSeconds(75) - Moment);

        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        Answer(ExpectRequest());
        ReceiveUntil("hello");
        Advance(TimeSpan.FromSeconds(75) + Moment);

        Assert.Equal("", ReceiveAll());
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Answers_408_to_a_body_that_stalls()
    {
        Connect(Defaults with { BodyMinRate = 0 });
        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
        ReceiveUntil("\r\n\r\n");
        Advance(TimeSpan.FromSeconds(30) + Moment);

        Assert.StartsWith("HTTP/1.1 408 ", ReceiveAll(), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_408_to_a_body_that_is_slower_than_its_rate()
    {
        Connect();
        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n");
        ReceiveUntil("\r\n\r\n");

        // 5 s of grace and nothing arrived: at 240 B/s the time is over.
        Advance(TimeSpan.FromSeconds(5) + Moment);

        Assert.StartsWith("HTTP/1.1 408 ", ReceiveAll(), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_504_when_the_application_is_over_its_time()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Advance(TimeSpan.FromSeconds(30) + Moment);

        Assert.StartsWith("HTTP/1.1 504 ", ReceiveAll(), StringComparison.Ordinal);
        Assert.Equal(new GatewayProtocol.Withdraw(request.Exchange, AbandonReason.TimedOut, Worker.Ref), Router.ExpectMsg<GatewayProtocol.Withdraw>());
        Assert.Equal(504, Records.ExpectMsg<ExchangeCompleted>().Status);
    }

    [Fact]
    public void Does_not_count_the_wait_for_a_worker_as_the_applications_time()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = Router.ExpectMsg<GatewayProtocol.Submit>().Request;
        Advance(TimeSpan.FromSeconds(20));
        Connection.Tell(new GatewayProtocol.Dispatched(request.Exchange, Worker.Ref, 1));
        Advance(TimeSpan.FromSeconds(29));
        Answer(request);

        Assert.StartsWith("HTTP/1.1 200 ", ReceiveUntil("hello"), StringComparison.Ordinal);
    }

    [Fact]
    public void Resets_an_answer_that_stops_in_the_middle()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(new ExchangeProtocol.Started(request.Exchange, ResponseHead.Create(200, "OK"), "abc"u8.ToArray(), false));
        ReceiveUntil("abc\r\n");
        Advance(TimeSpan.FromSeconds(30) + Moment);

        Assert.Throws<SocketException>(() => ReceiveAll());
        Assert.Equal(AbandonReason.TimedOut, Worker.ExpectMsg<ExchangeProtocol.Abandon>().Reason);
    }

    [Fact]
    public void Resets_a_client_that_takes_nothing_for_a_while()
    {
        BeginLargeAnswer();

        // What the kernels still move after the first look is progress; the second finds none.
        Advance(TimeSpan.FromSeconds(30) + Moment);
        Advance(TimeSpan.FromSeconds(30) + Moment);

        ExpectTerminated(Connection);
        Assert.False(Records.ExpectMsg<ExchangeCompleted>().IsComplete);
    }

    [Fact]
    public void Never_resets_a_client_that_takes_some_in_each_interval()
    {
        BeginLargeAnswer();

        // Each step is more than the kernels hold: what is taken makes room for what was not sent yet.
        for (int interval = 0; interval < 4; interval++)
        {
            Take(LargeAnswer / 5);
            Advance(TimeSpan.FromSeconds(20));
        }

        Take(LargeAnswer / 5);
        Worker.ExpectNoMsg(Moment);
        Assert.True(Records.ExpectMsg<ExchangeCompleted>().IsComplete);
    }

    [Fact]
    public void Stops_lingering_when_its_time_is_over()
    {
        Connect();
        Send("GET / HTTP/1.1\nHost: h\n\n");
        Assert.StartsWith("HTTP/1.1 400 ", ReceiveAll(), StringComparison.Ordinal);

        Advance(TimeSpan.FromSeconds(2) + Moment);

        ExpectTerminated(Connection);
    }

    private void BeginLargeAnswer()
    {
        Connect();
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Connection.Tell(new ExchangeProtocol.Started(request.Exchange, ResponseHead.Create(200, "OK"), new byte[LargeAnswer], true));
        AwaitProcessed();
    }

    private void Take(int bytes)
    {
        var buffer = new byte[64 * 1024];
        for (int left = bytes; left > 0;)
        {
            int count = Client.Receive(buffer, Math.Min(left, buffer.Length), SocketFlags.None);
            Assert.NotEqual(0, count);
            left -= count;
        }
    }

    // The bytes are on their way through the kernel: time must not pass before the connection has seen them.
    private void AwaitBegun()
    {
        AwaitAssert(() => Assert.Equal(0, Client.Available));

        // Out of the kernel they are some steps of another thread away from the mailbox, which nobody can see.
        for (int step = 0; step < 20; step++)
        {
            Thread.Sleep(1);
            AwaitProcessed();
        }
    }
}
