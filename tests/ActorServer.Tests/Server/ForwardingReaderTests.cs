using System.Net.Security;
using System.Security.Authentication;
using ActorServer.Gateways;
using ActorServer.Http;
using ActorServer.Server.Forwarding;
using ActorServer.Server.Settings;

namespace ActorServer.Tests.Server;

/// <summary>Whom a trusted proxy's fields make the client: the right-most hop that is not trusted.</summary>
public sealed class ForwardingReaderTests
{
    private const string Trusted = "10.0.0.0/8, fd00::/8, unix";

    private static readonly TransportFacts Peer = new("10.0.0.1", 40000, "10.0.0.2", 9989, "http");

    private readonly RecordingLogger _log = new();

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.7", "203.0.113.7:0")]
    [InlineData("x-forwarded-for: 203.0.113.7:5000", "203.0.113.7:5000")]
    [InlineData("X-Forwarded-For: [2001:db8::7]:5000", "2001:db8::7:5000")]
    [InlineData("X-Forwarded-For: 6.6.6.6, 203.0.113.7", "203.0.113.7:0")]
    [InlineData("X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.9.9.9,fd00::1", "203.0.113.7:0")]
    [InlineData("X-Forwarded-For: 6.6.6.6\r\nX-Other: x\r\nX-Forwarded-For: 203.0.113.7, 10.9.9.9\r\nX-Forwarded-For: 10.8.8.8", "203.0.113.7:0")]
    [InlineData("X-Forwarded-For: 10.1.1.1, 10.2.2.2", "10.1.1.1:0")]
    [InlineData("X-Forwarded-For: ,, 203.0.113.7 ,,", "203.0.113.7:0")]
    [InlineData("X-Forwarded-For: ::ffff:10.3.3.3", "10.3.3.3:0")]
    [InlineData("X-Forwarded-For: 203.0.113.7, unix:", "203.0.113.7:0")]
    [InlineData("Forwarded: for=203.0.113.7", "203.0.113.7:0")]
    [InlineData("Forwarded: for=6.6.6.6, for=\"203.0.113.7:80\";by=_x, for=\"[fd00::1]\"", "203.0.113.7:80")]
    [InlineData("Forwarded: for=\"6.6.6.6\r\nForwarded: for=203.0.113.7\r\nForwarded: for=10.0.0.9", "203.0.113.7:0")]
    [InlineData("Forwarded: for=\"6.6.6.6, for=203.0.113.7, for=10.0.0.9", "203.0.113.7:0")]
    public void Finds_the_client(string fields, string client) => Assert.Equal(client, Client(fields));

    [Theory]
    [InlineData("X-Forwarded-For:")]
    [InlineData("X-Forwarded-For: ,")]
    [InlineData("X-Forwarded-For: unknown")]
    [InlineData("X-Forwarded-For: 203.0.113.7, nonsense")]
    [InlineData("X-Forwarded-For: 203.0.113.7, 10.1")]
    [InlineData("X-Forwarded-For: 203.0.113.7;10.1.1.1")]
    [InlineData("Forwarded: for=unknown")]
    [InlineData("Forwarded: for=203.0.113.7, for=_hidden")]
    [InlineData("Forwarded: for=203.0.113.7, for=\"10.0.0.9\"x")]
    [InlineData("Forwarded: for=203.0.113.7, for=10.0.0.9;for=10.0.0.8")]
    [InlineData("Forwarded: for=203.0.113.7, for=2001:db8::1")]
    [InlineData("Forwarded: for=203.0.113.7, secret=x")]
    [InlineData("Via: 1.1 somebody")]
    public void Stays_with_the_peer_where_nobody_else_is_told(string fields) => Assert.Equal("10.0.0.1:40000", Client(fields));

    [Theory]
    [InlineData("X-Forwarded-For: 6.6.6.6, nonsense, 10.1.1.1", "10.1.1.1:0", "X-Forwarded-For \"nonsense\"")]
    [InlineData("X-Forwarded-For: 6.6.6.6, unknown, 10.1.1.1", "10.1.1.1:0", null)]
    [InlineData("Forwarded: for=6.6.6.6, for=_hidden, for=10.1.1.1", "10.1.1.1:0", null)]
    [InlineData("Forwarded: for=6.6.6.6, for=, for=10.1.1.1", "10.1.1.1:0", "Forwarded \"for=\"")]
    public void Stays_with_the_hop_before_one_that_is_hidden_or_malformed(string fields, string client, string? logged)
    {
        Assert.Equal(client, Client(fields));
        string[] lines = logged is null ? [] : [$"not believed, although proxy 10.0.0.1 is trusted: {logged} (actor-server.proxy)"];
        Assert.Equal(lines, _log.Lines);
    }

    [Theory]
    [InlineData("X-Forwarded-Proto: https", "https", null, 0)]
    [InlineData("X-Forwarded-Proto: HTTPS", "https", null, 0)]
    [InlineData("X-Forwarded-Proto: https, http", "http", null, 0)]
    [InlineData("X-Forwarded-Proto: http\r\nX-Forwarded-Proto: https", "https", null, 0)]
    [InlineData("X-Forwarded-Proto: wss", "http", null, 0)]
    [InlineData("X-Forwarded-Host: shop.example", "http", "shop.example", 0)]
    [InlineData("X-Forwarded-Host: evil.example, shop.example:8443", "http", "shop.example:8443", 0)]
    [InlineData("X-Forwarded-Host: [2001:db8::1]:80", "http", "[2001:db8::1]:80", 0)]
    [InlineData("X-Forwarded-Host: shop.example/x", "http", null, 0)]
    [InlineData("X-Forwarded-Host: a@shop.example", "http", null, 0)]
    [InlineData("X-Forwarded-Host: caf\u00E9", "http", null, 0)]
    [InlineData("X-Forwarded-Port: 8443", "http", null, 8443)]
    [InlineData("X-Forwarded-Port: 0", "http", null, 0)]
    [InlineData("X-Forwarded-Port: 65536", "http", null, 0)]
    [InlineData("Forwarded: proto=https;host=shop.example", "https", "shop.example", 0)]
    [InlineData("Forwarded: proto=ftp;host=\"a b\"", "http", null, 0)]
    public void Finds_what_was_asked_for(string fields, string scheme, string? host, int port)
    {
        TransportFacts facts = Read(fields);
        Assert.Equal((scheme, host, port), (facts.Scheme, facts.AskedHost, facts.AskedPort));
        Assert.Equal(("10.0.0.1", 40000, "10.0.0.2", 9989), (facts.RemoteAddress, facts.RemotePort, facts.LocalAddress, facts.LocalPort));
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Port: 1")]
    [InlineData("Forwarded: for=203.0.113.7;host=evil.example")]
    [InlineData("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host: no/host\r\nX-Forwarded-Port: none")]
    public void Passes_over_the_host_unless_it_is_said_that_the_proxy_writes_it(string fields)
    {
        var reader = new ForwardingReader(Settings(Trusted) with { BelievesHost = false }, Peer, _log);
        TransportFacts facts = reader.Read(Head(fields));
        Assert.Equal(("203.0.113.7", null, 0), (facts.RemoteAddress, facts.AskedHost, facts.AskedPort));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Takes_scheme_and_host_from_the_left_most_proxy_that_is_believed()
    {
        TransportFacts facts = Read("Forwarded: for=6.6.6.6;host=evil.example;proto=http, for=203.0.113.7;host=shop.example;proto=https, for=10.0.0.9;host=inner;proto=http");
        Assert.Equal(("203.0.113.7", "https", "shop.example"), (facts.RemoteAddress, facts.Scheme, facts.AskedHost));
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.7\r\nForwarded: for=6.6.6.6;proto=https;host=evil.example", "203.0.113.7", "http", null)]
    [InlineData("Forwarded: for=6.6.6.6;host=evil.example\r\nX-Forwarded-Proto: https", "10.0.0.1", "https", null)]
    [InlineData("X-Forwarded-For: nonsense\r\nForwarded: for=6.6.6.6;proto=https", "10.0.0.1", "http", null)]
    public void Reads_X_Forwarded_alone_where_both_are_there(string fields, string client, string scheme, string? host)
    {
        TransportFacts facts = Read(fields);
        Assert.Equal((client, scheme, host), (facts.RemoteAddress, facts.Scheme, facts.AskedHost));
    }

    [Theory]
    [InlineData(ForwardingFields.XForwarded, "203.0.113.7")]
    [InlineData(ForwardingFields.Forwarded, "203.0.113.8")]
    [InlineData(ForwardingFields.All, "203.0.113.7")]
    public void Reads_only_the_fields_that_the_setting_names(ForwardingFields believed, string client) =>
        Assert.Equal(client, Read("X-Forwarded-For: 203.0.113.7\r\nForwarded: for=203.0.113.8", believed: believed).RemoteAddress);

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("fe80::1%3", false)]
    [InlineData("", true)]
    public void Believes_the_peers_of_the_list_alone(string address, bool isTrusted) =>
        Assert.Equal(isTrusted, ForwardingReader.For(Settings(Trusted), Peer with { RemoteAddress = address }, _log) is not null);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    public void Believes_nobody_without_a_list(string address) =>
        Assert.Null(ForwardingReader.For(ProxySettings.None, Peer with { RemoteAddress = address }, _log));

    [Fact]
    public void Does_not_take_a_unix_peer_for_trusted_because_addresses_are() =>
        Assert.Null(ForwardingReader.For(Settings("0.0.0.0/0, ::/0"), Peer with { RemoteAddress = "" }, _log));

    [Fact]
    public void Gives_the_same_value_for_the_same_fields_and_the_peers_own_for_none()
    {
        ForwardingReader reader = Reader();
        TransportFacts first = reader.Read(Head("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https"));
        Assert.Same(first, reader.Read(Head("X-Forwarded-For: 203.0.113.7\r\nX-Other: 1\r\nX-Forwarded-Proto: https")));
        Assert.Same(Peer, reader.Read(Head("X-Other: 1")));
        Assert.Same(first, reader.Read(Head("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https")));
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.8\r\nX-Forwarded-Proto: https")]
    [InlineData("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: httpx")]
    [InlineData("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Host:  https")]
    [InlineData("X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.7")]
    [InlineData("X-Forwarded-For: 203.0.113.7")]
    [InlineData("X-Forwarded-For: 203.0.113.7, \r\nX-Forwarded-Proto: https")]
    public void Takes_no_other_fields_for_those_it_remembers(string others)
    {
        ForwardingReader reader = Reader();
        TransportFacts first = reader.Read(Head("X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https"));
        Assert.NotSame(first, reader.Read(Head(others)));
    }

    [Fact]
    public void A_client_behind_the_same_connection_never_gets_what_was_kept_for_another()
    {
        Assert.Null(Read("X-Forwarded-For: 203.0.113.7").Kept);
        Assert.NotSame(Peer, Read("X-Forwarded-For: 203.0.113.7"));
    }

    [Fact]
    public void What_TLS_has_agreed_upon_is_of_the_connection_whoever_the_client_is()
    {
        TransportFacts secure = Peer with { Scheme = "https", Tls = new TlsFacts(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_128_GCM_SHA256, asksClient: true, clientCertificate: null) };
        var reader = new ForwardingReader(Settings(Trusted), secure, _log);
        Assert.Same(secure.Tls, reader.Read(Head("X-Other: 1")).Tls);
        TransportFacts facts = reader.Read(Head("X-Forwarded-For: 203.0.113.7"));
        Assert.Equal(("203.0.113.7", "https", secure.Tls), (facts.RemoteAddress, facts.Scheme, facts.Tls));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Reads_the_same_again_without_allocating(int hops)
    {
        ForwardingReader reader = Reader();
        RequestHead head = Head($"X-Forwarded-For: {string.Join(',', Enumerable.Repeat("10.0.0.7", hops).Prepend("203.0.113.7"))}");
        reader.Read(head);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            reader.Read(head);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        // Long lists are read anew: nothing of them is kept.
        Assert.InRange(each, 0, hops == 1 ? 0 : hops * 200);
    }

    [Fact]
    public void Thousands_of_hops_cost_their_bytes_and_no_more()
    {
        // 30 times as many hops as 32 KiB hold; quadratic, this would not end.
        string list = string.Join(',', Enumerable.Repeat("::", 300_000).Prepend("203.0.113.7"));
        var limits = new HttpLimits(MaxHeaderBlock: 1 << 21);
        var reader = new ForwardingReader(Settings("::/0"), Peer, _log);
        Assert.Equal("203.0.113.7", reader.Read(Requests.Head($"GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {list}\r\n\r\n", ForwardingFields.All, limits)).RemoteAddress);
    }

    private string Client(string fields) => Read(fields) is var facts ? $"{facts.RemoteAddress}:{facts.RemotePort}" : "";

    private TransportFacts Read(string fields, ForwardingFields believed = ForwardingFields.All) => Reader(believed).Read(Head(fields));

    private ForwardingReader Reader(ForwardingFields believed = ForwardingFields.All) => new(Settings(Trusted) with { Fields = believed }, Peer, _log);

    private static ProxySettings Settings(string trusted) =>
        new(TrustedProxies.Parse(trusted.Split(", "), out _), ForwardingFields.All, ExpectsHeader: false, RootPath.None) { BelievesHost = true };

    private static RequestHead Head(string fields) => Requests.Head($"GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n", ForwardingFields.All);
}
