using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Rfc7239;

/// <summary>RFC 7239 §6: what proxies call the hop before them; and the entries of X-Forwarded-For, which are like it and less strict.</summary>
public class S6_NodeTests
{
    [Theory]
    [InlineData("192.0.2.43", "192.0.2.43", 0)]
    [InlineData("192.0.2.43:47011", "192.0.2.43", 47011)]
    [InlineData("192.0.2.43:0", "192.0.2.43", 0)]
    [InlineData("192.0.2.43:_port", "192.0.2.43", 0)]
    [InlineData("[2001:db8:cafe::17]", "2001:db8:cafe::17", 0)]
    [InlineData("[2001:DB8:CAFE::17]:65535", "2001:db8:cafe::17", 65535)]
    [InlineData("[::ffff:192.0.2.43]", "192.0.2.43", 0)]
    [InlineData("unknown", null, 0)]
    [InlineData("Unknown:80", null, 0)]
    [InlineData("_gazonk", null, 0)]
    [InlineData("_SEVKISEK.2-x_:_80", null, 0)]
    public void Reads_a_node(string text, string? address, int port) => Assert.Equal((address, port, false), Node(text));

    [Theory]
    [InlineData("")]
    [InlineData("_")]
    [InlineData("_a b")]
    [InlineData("_caf\u00E9")]
    [InlineData("unknown:x")]
    [InlineData("2001:db8::1")]
    [InlineData("[2001:db8::1")]
    [InlineData("[]")]
    [InlineData("[192.0.2.1]")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("[2001:db8::1]80")]
    [InlineData("[2001:db8::1]:")]
    [InlineData("192.0.2.43:")]
    [InlineData("192.0.2.43:65536")]
    [InlineData("192.0.2.43:-1")]
    [InlineData("192.0.2.43:080808")]
    [InlineData("shop.example")]
    public void Knows_a_malformed_node(string text) => Assert.Null(Node(text));

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("01.2.3.4")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1..3.4")]
    [InlineData("1.2.3.+4")]
    [InlineData(":::")]
    [InlineData("1::2::3")]
    [InlineData("::1/128")]
    [InlineData("::1%1")]
    [InlineData("0000:0000:0000:0000:0000:0000:0000:0000:0000:0001")]
    public void Takes_no_address_that_another_reader_takes_for_another(string text)
    {
        Assert.Null(Node(text));
        Assert.Null(Entry(text));
    }

    [Theory]
    [InlineData("192.0.2.43", "192.0.2.43", 0)]
    [InlineData("192.0.2.43:47011", "192.0.2.43", 47011)]
    [InlineData("2001:db8::17", "2001:db8::17", 0)]
    [InlineData("::ffff:192.0.2.43", "192.0.2.43", 0)]
    [InlineData("[2001:db8::17]", "2001:db8::17", 0)]
    [InlineData("[2001:db8::17]:80", "2001:db8::17", 80)]
    [InlineData("unknown", null, 0)]
    [InlineData("UNKNOWN", null, 0)]
    public void Reads_an_entry_of_X_Forwarded_For(string text, string? address, int port) => Assert.Equal((address, port, false), Entry(text));

    [Fact]
    public void Knows_the_name_that_nginx_gives_to_a_unix_socket() => Assert.Equal((null, 0, true), Entry("unix:"));

    [Theory]
    [InlineData("")]
    [InlineData("_hidden")]
    [InlineData("\"192.0.2.43\"")]
    [InlineData("192.0.2.43:_port")]
    [InlineData("unix:/run/a.sock")]
    [InlineData("localhost")]
    [InlineData("192.0.2.43 192.0.2.44")]
    public void Knows_a_malformed_entry(string text) => Assert.Null(Entry(text));

    private static (string? Address, int Port, bool IsUnix)? Node(string text) =>
        HopName.TryParseNode(Encoding.Latin1.GetBytes(text), out HopName hop) ? (hop.Address?.ToString(), hop.Port, hop.IsUnix) : null;

    private static (string? Address, int Port, bool IsUnix)? Entry(string text) =>
        HopName.TryParseEntry(Encoding.Latin1.GetBytes(text), out HopName hop) ? (hop.Address?.ToString(), hop.Port, hop.IsUnix) : null;
}
