using System.Net.Sockets;
using Akka.Actor;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;

namespace ActorServer.Tests.Server;

/// <summary>A client that closes its side while its request runs: it has left, or it still waits for its answer.</summary>
public sealed class ConnectionInputEndTests : ConnectionHarness
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tells_the_worker_by_the_router_and_still_sends_the_answer(bool streams)
    {
        Connect(streams: streams);
        Send(Get);
        GatewayRequest request = ExpectRequest();

        Client.Shutdown(SocketShutdown.Send);

        Assert.Equal(request.Exchange, Router.ExpectMsg<GatewayProtocol.InputEnded>().Exchange);
        Answer(request);
        Assert.EndsWith("\r\n\r\nhello", ReceiveUntil("hello"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tells_it_when_the_request_is_given_to_a_worker_if_it_was_known_before(bool streams)
    {
        Connect(streams: streams);
        Send(Get);
        GatewayRequest request = Router.ExpectMsg<GatewayProtocol.Submit>().Request;
        Client.Shutdown(SocketShutdown.Send);
        Router.ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Connection.Tell(new GatewayProtocol.Dispatched(request.Exchange, Worker.Ref, 1));

        Assert.Equal(request.Exchange, Router.ExpectMsg<GatewayProtocol.InputEnded>().Exchange);
    }

    [Fact]
    public void Logs_499_when_the_application_has_given_up_for_it()
    {
        Connect(streams: true);
        Send(Get);
        GatewayRequest request = ExpectRequest();
        Client.Shutdown(SocketShutdown.Send);
        Router.ExpectMsg<GatewayProtocol.InputEnded>();

        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange, Refusal.ClientLeft));

        Assert.Equal(499, Records.ExpectMsg<ExchangeCompleted>().Status);
        ExpectTerminated(Connection);
    }

    [Fact]
    public void Resets_an_answer_that_the_application_has_given_up_in_the_middle()
    {
        Connect(streams: true);
        Send(Get);
        GatewayRequest request = ExpectRequest();
        Client.Shutdown(SocketShutdown.Send);
        Router.ExpectMsg<GatewayProtocol.InputEnded>();
        Connection.Tell(new ExchangeProtocol.Started(request.Exchange, ResponseHead.Create(200, "OK"), "begun"u8.ToArray(), IsLast: false));
        ReceiveUntil("begun");

        Connection.Tell(new ExchangeProtocol.Failed(request.Exchange, Refusal.ClientLeft));

        Assert.Throws<SocketException>(() => ReceiveAll());
    }

    [Fact]
    public void Notices_that_a_client_has_left_which_had_sent_so_much_ahead_that_nobody_reads_on()
    {
        Connect(gateway: GatewayDefaults with { BlockTimeout = null });
        Send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Begin(request, "first");
        SendUntilFull();
        ResetClient();
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(10));
            Assert.True(Worker.HasMessages);
        });

        Assert.Equal(AbandonReason.ClientGone, Worker.ExpectMsg<ExchangeProtocol.Abandon>().Reason);
        ExpectTerminated(Connection);
    }
}
