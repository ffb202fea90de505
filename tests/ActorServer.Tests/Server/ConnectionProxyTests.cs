using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.AccessLog;
using ActorServer.Server.Connections.Opening;
using ActorServer.Server.Forwarding;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>A connection behind a proxy: whom it believes, by which protocol, and where the application is mounted.</summary>
public sealed class ConnectionProxyTests : ConnectionHarness
{
    private const string Get = "GET /a HTTP/1.1\r\nHost: h\r\n";
    private const string Forwarded = "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n";

    [Fact]
    public void A_trusted_peer_says_who_the_client_is_and_the_access_log_knows_it()
    {
        Connect(proxy: Proxy("127.0.0.1"));
        Send(Get + Forwarded + "\r\n");
        GatewayRequest request = ExpectRequest();
        Answer(request);

        Assert.Equal(("203.0.113.7", "https"), (request.Transport.RemoteAddress, request.Transport.Scheme));
        Assert.True(request.Head.Fields.TryFind("X-Forwarded-For"u8, out _));
        Assert.Equal("203.0.113.7", Records.ExpectMsg<ExchangeCompleted>().Client);
    }

    [Fact]
    public void Each_request_of_a_connection_has_its_own_client()
    {
        Connect(proxy: Proxy("127.0.0.1"));
        foreach (string client in new[] { "203.0.113.7", "203.0.113.8", "203.0.113.7" })
        {
            Send($"{Get}X-Forwarded-For: {client}\r\n\r\n");
            GatewayRequest request = ExpectRequest();
            Assert.Equal(client, request.Transport.RemoteAddress);
            Answer(request, client);
            ReceiveUntil(client);
            Assert.Equal(client, Records.ExpectMsg<ExchangeCompleted>().Client);
        }

        Send($"{Get}\r\n");
        Assert.Equal("127.0.0.1", ExpectRequest().Transport.RemoteAddress);
    }

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData("unix")]
    public void Nobody_else_does_and_its_fields_are_dropped(string trusted)
    {
        Connect(proxy: Proxy(trusted));
        Send(Get + Forwarded + "Forwarded: for=6.6.6.6\r\n\r\n");
        GatewayRequest request = ExpectRequest();

        Assert.Equal(("127.0.0.1", "http"), (request.Transport.RemoteAddress, request.Transport.Scheme));
        Assert.Equal(1, request.Head.Fields.Count);
    }

    [Fact]
    public void The_family_of_fields_that_is_not_believed_is_dropped_from_trusted_peers_too()
    {
        Connect(proxy: Proxy("127.0.0.1") with { Fields = ForwardingFields.XForwarded });
        Send(Get + "Forwarded: for=6.6.6.6\r\nX-Forwarded-Server: s\r\n\r\n");
        GatewayRequest request = ExpectRequest();

        Assert.Equal("127.0.0.1", request.Transport.RemoteAddress);
        Assert.Equal([false, true], new[] { "Forwarded", "X-Forwarded-Server" }.Select(name => request.Head.Fields.TryFind(System.Text.Encoding.ASCII.GetBytes(name), out _)));
    }

    [Fact]
    public void A_refused_request_is_logged_with_its_client_when_its_head_was_whole()
    {
        Connect(proxy: Proxy("127.0.0.1"));
        Send($"TRACE /a HTTP/1.1\r\nHost: h\r\n{Forwarded}\r\n");
        Assert.Equal(("203.0.113.7", 405), Records.ExpectMsg<ExchangeCompleted>() is var record ? (record.Client, record.Status) : default);
    }

    [Fact]
    public void A_request_outside_of_the_root_path_is_answered_404_and_the_next_one_served()
    {
        Connect(proxy: Proxy("127.0.0.1", root: "/shop"));
        Send("GET /other HTTP/1.1\r\nHost: h\r\n\r\n" + "GET /shop/a HTTP/1.1\r\nHost: h\r\n\r\n");
        GatewayRequest request = ExpectRequest();
        Answer(request);

        Assert.Equal(("/shop", 5), (request.RootPath, request.RootLength));
        string answers = ReceiveUntil("hello");
        Assert.StartsWith("HTTP/1.1 404 Not Found\r\n", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 OK\r\n", answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_body_that_comes_with_a_request_outside_is_never_taken_for_a_request(bool streams)
    {
        Connect(streams: streams, proxy: Proxy("127.0.0.1", root: "/shop"));
        Send("POST /other HTTP/1.1\r\nHost: h\r\nContent-Length: 40\r\n\r\n" + "GET /shop/evil HTTP/1.1\r\nHost: h\r\n\r\n");

        string answer = ReceiveAll();
        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(2, answer.Split("HTTP/1.1 ").Length);
        Router.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_header_of_the_PROXY_protocol_names_the_peer_at_any_split()
    {
        const string Header = "PROXY TCP4 203.0.113.7 192.0.2.1 56324 443\r\n";
        Connect(proxy: Proxy("127.0.0.1", expectsHeader: true));
        foreach (char part in Header)
            Send(part.ToString());
        Send(Get + "\r\n");

        TransportFacts facts = ExpectRequest().Transport;
        Assert.Equal(("203.0.113.7", 56324, "192.0.2.1", 443, "http"), (facts.RemoteAddress, facts.RemotePort, facts.LocalAddress, facts.LocalPort, facts.Scheme));
    }

    [Fact]
    public void A_header_and_requests_that_come_together_are_told_apart()
    {
        Connect(proxy: Proxy("127.0.0.1", expectsHeader: true));
        Send("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x14\xCB\0\x71\x07\xC0\0\x02\x01\0\x01\0\x02\x20\0\x05\x01\0\0\0\0" + Get + "\r\n" + Get + "\r\n");
        for (int i = 0; i < 2; i++)
        {
            GatewayRequest request = ExpectRequest();
            Assert.Equal(("203.0.113.7", 1, "https"), (request.Transport.RemoteAddress, request.Transport.RemotePort, request.Transport.Scheme));
            Answer(request);
        }

        ReceiveUntil("hello");
        ReceiveUntil("hello");
    }

    [Theory]
    [InlineData("198.51.100.1", "198.51.100.1", "http", 1)]
    [InlineData("10.1.1.1", "203.0.113.7", "https", 3)]
    public void A_client_that_the_header_names_is_believed_only_when_it_is_trusted_itself(string source, string client, string scheme, int fields)
    {
        Connect(proxy: Proxy("127.0.0.1, 10.0.0.0/8", expectsHeader: true));
        Send($"PROXY TCP4 {source} 192.0.2.1 1 2\r\n" + Get + Forwarded + "\r\n");
        GatewayRequest request = ExpectRequest();
        Assert.Equal((client, scheme, fields), (request.Transport.RemoteAddress, request.Transport.Scheme, request.Head.Fields.Count));
    }

    [Theory]
    [InlineData("PROXY UNKNOWN\r\n", "127.0.0.1")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\x21\0\0\0", "127.0.0.1")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\x20\0\0\0", "203.0.113.7")]
    public void On_the_proxys_own_connection_it_is_believed_and_on_one_of_a_client_that_it_hides_nobody(string header, string client)
    {
        Connect(proxy: Proxy("127.0.0.1", expectsHeader: true));
        Send(header + Get + Forwarded + "\r\n");
        Assert.Equal(client, ExpectRequest().Transport.RemoteAddress);
    }

    [Theory]
    [InlineData("127.0.0.1", "GET / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("127.0.0.1", "PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n" + Get + "\r\n")]
    [InlineData("10.0.0.0/8", "PROXY TCP4 203.0.113.7 192.0.2.1 1 2\r\n" + Get + "\r\n")]
    public void What_is_no_header_or_comes_from_anybody_else_is_closed_without_a_word(string trusted, string bytes)
    {
        Connect(proxy: Proxy(trusted, expectsHeader: true));
        try
        {
            Send(bytes);
            Assert.Equal("", ReceiveAll());
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Closed with unread bytes, a socket resets: as silent.
        }

        ExpectTerminated(Connection);
        Router.ExpectNoMsg(TimeSpan.Zero);
        Records.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_header_has_the_time_of_a_head()
    {
        Connect(proxy: Proxy("127.0.0.1", expectsHeader: true));
        Send("PROXY TCP4");
        Advance(Defaults.HeadTimeout - TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, Client.Available);
        Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("", ReceiveAll());
        ExpectTerminated(Connection);
    }

    [Fact]
    public void A_second_header_is_a_request_that_breaks_the_protocol()
    {
        Connect(proxy: Proxy("127.0.0.1", expectsHeader: true));
        Send("PROXY TCP4 203.0.113.7 192.0.2.1 1 2\r\nPROXY TCP4 6.6.6.6 192.0.2.1 1 2\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", ReceiveAll(), StringComparison.Ordinal);
    }

    private void Connect(ProxySettings proxy, bool streams = false) => base.Connect(
        streams: streams, openings: proxy.ExpectsHeader ? [new ProxyOpening(proxy.Trusted, Defaults.HeadTimeout)] : [], proxy: proxy);

    private static ProxySettings Proxy(string trusted, bool expectsHeader = false, string root = "") => new(
        TrustedProxies.Parse(trusted.Split(", "), out _), ForwardingFields.All, expectsHeader, RootPath.Parse(root, isStripped: false, out _));
}
