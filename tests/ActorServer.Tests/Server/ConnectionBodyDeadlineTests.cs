using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;

namespace ActorServer.Tests.Server;

/// <summary>Whose time counts while a body streams, on virtual time: the client's while it owes bytes that are wanted, else the application's.</summary>
public sealed class ConnectionBodyDeadlineTests : ConnectionHarness
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private GatewayRequest _request = null!; // Every test begins with Begin.

    [Fact]
    public void Fails_a_body_that_stalls_while_it_is_wanted()
    {
        Begin(minRate: 0);
        Want(1000);
        Advance(TimeSpan.FromSeconds(30) - Moment);
        AwaitProcessed();
        Assert.False(Worker.HasMessages);
        Advance(Moment + Moment);

        Assert.Equal(Refusal.BodyTooSlow, Worker.ExpectMsg<ExchangeProtocol.BodyFailed>().Reason);
    }

    [Fact]
    public void A_byte_begins_a_new_pause()
    {
        Begin(minRate: 0);
        Want(1000);
        Advance(TimeSpan.FromSeconds(29));
        Send("x");
        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();
        Advance(TimeSpan.FromSeconds(29));
        Send("x");

        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();
    }

    [Fact]
    public void Fails_a_body_that_is_slower_than_its_rate()
    {
        Begin();
        Want(1000);
        Send(new string('x', 480));
        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();

        // 5 s of grace, and 2 s that 480 bytes buy.
        Advance(TimeSpan.FromSeconds(7) - Moment);
        AwaitProcessed();
        Assert.False(Worker.HasMessages);
        Advance(Moment + Moment);

        Assert.Equal(Refusal.BodyTooSlow, Worker.ExpectMsg<ExchangeProtocol.BodyFailed>().Reason);
    }

    [Fact]
    public void Does_not_count_the_clients_time_while_nothing_is_wanted()
    {
        Begin();
        Want(10);
        Advance(TimeSpan.FromSeconds(4));
        Send(new string('x', 10));
        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();
        Advance(TimeSpan.FromSeconds(20));
        Want(10);

        // 4 s were owed before: one of the grace is left.
        Advance(TimeSpan.FromSeconds(1) - Moment);
        AwaitProcessed();
        Assert.False(Worker.HasMessages);
        Advance(Moment + Moment + Moment);

        Worker.ExpectMsg<ExchangeProtocol.BodyFailed>();
    }

    [Fact]
    public void The_applications_time_stands_still_while_the_client_owes()
    {
        Begin(minRate: 0);
        Advance(TimeSpan.FromSeconds(10));
        Want(10);
        Advance(TimeSpan.FromSeconds(25));
        Send(new string('x', 10));
        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();
        Advance(TimeSpan.FromSeconds(20) - Moment);
        AwaitProcessed();
        Assert.Equal(0, Client.Available);
        Advance(Moment + Moment);

        Assert.StartsWith("HTTP/1.1 504 ", ReceiveAll(), StringComparison.Ordinal);
        Assert.Equal(AbandonReason.TimedOut, Worker.ExpectMsg<ExchangeProtocol.Abandon>().Reason);
    }

    [Fact]
    public void The_time_between_blocks_stands_still_while_the_client_owes()
    {
        Begin(minRate: 0);
        Begin(_request, "first");
        ReceiveUntil("first\r\n");
        Advance(TimeSpan.FromSeconds(10));
        Want(10);
        Advance(TimeSpan.FromSeconds(29));
        Send(new string('x', 10));
        Worker.ExpectMsg<ExchangeProtocol.BodyBlock>();
        Advance(TimeSpan.FromSeconds(19));
        Connection.Tell(new ExchangeProtocol.Block(_request.Exchange, "second"u8.ToArray()));
        ReceiveUntil("second\r\n");
        Advance(TimeSpan.FromSeconds(30) + Moment);

        Assert.Throws<SocketException>(() => ReceiveAll());
        Assert.Equal(AbandonReason.TimedOut, Worker.ExpectMsg<ExchangeProtocol.Abandon>().Reason);
    }

    [Fact]
    public void An_application_may_have_no_deadline_between_blocks()
    {
        Connect(streams: true, gateway: GatewayDefaults with { BlockTimeout = null });
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        _request = ExpectRequest();
        Begin(_request, "first");
        ReceiveUntil("first\r\n");
        Advance(TimeSpan.FromDays(1));
        Connection.Tell(new ExchangeProtocol.Block(_request.Exchange, "second"u8.ToArray()));
        ReceiveUntil("second\r\n");
        Connection.Tell(new ExchangeProtocol.Ended(_request.Exchange));

        ReceiveUntil("0\r\n\r\n");
        Advance(TimeSpan.FromSeconds(75) + Moment);
        Assert.Equal("", ReceiveAll());
    }

    [Fact]
    public void An_application_that_says_nothing_to_a_slow_body_lets_408_be_said()
    {
        Begin(minRate: 0);
        Want(1000);
        Advance(TimeSpan.FromSeconds(30) + Moment);
        Worker.ExpectMsg<ExchangeProtocol.BodyFailed>();
        Advance(TimeSpan.FromSeconds(30) + Moment);

        Assert.StartsWith("HTTP/1.1 408 ", ReceiveAll(), StringComparison.Ordinal);
        Assert.Equal(AbandonReason.TimedOut, Worker.ExpectMsg<ExchangeProtocol.Abandon>().Reason);
        Assert.Equal(408, Records.ExpectMsg<ExchangeCompleted>().Status);
    }

    [Fact]
    public void Stops_skipping_a_body_when_the_time_to_linger_is_over()
    {
        Begin();
        Answer(_request);
        ReceiveUntil("hello");
        AwaitProcessed();
        Advance(TimeSpan.FromSeconds(2) + Moment);

        Assert.Equal("", ReceiveAll());
        ExpectTerminated(Connection);
    }

    private void Begin(int minRate = 240)
    {
        Connect(Defaults with { BodyMinRate = minRate }, streams: true);
        Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\n");
        _request = ExpectRequest();
    }

    private void Want(int bytes)
    {
        Connection.Tell(new ExchangeProtocol.Want(_request.Exchange, bytes), Worker.Ref);
        AwaitProcessed();
    }
}
