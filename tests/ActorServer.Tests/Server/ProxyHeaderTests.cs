using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using System.Text;
using ActorServer.Http;
using ActorServer.Server.Connections.Opening;

namespace ActorServer.Tests.Server;

/// <summary>The header of the PROXY protocol as a function of bytes: each is given whole, with a request behind it, and in every beginning of it.</summary>
public sealed class ProxyHeaderTests
{
    private static readonly byte[] Request = "GET / HTTP/1.1\r\n"u8.ToArray();

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.7 192.0.2.1 56324 443\r\n", "203.0.113.7:56324", "192.0.2.1:443")]
    [InlineData("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255:65535", "255.255.255.255:65535")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 0 0\r\n", "1.2.3.4:0", "5.6.7.8:0")]
    [InlineData("PROXY TCP6 2001:db8::7 ::1 56324 443\r\n", "[2001:db8::7]:56324", "[::1]:443")]
    [InlineData("PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n", "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535", "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535")]
    [InlineData("PROXY TCP6 ::ffff:203.0.113.7 ::1 1 2\r\n", "203.0.113.7:1", "[::1]:2")]
    public void Version_1_names_client_and_address(string line, string source, string destination) =>
        Expect(Encoding.ASCII.GetBytes(line), new ProxyHeader(IPEndPoint.Parse(source), IPEndPoint.Parse(destination), ProxyConnection.Client));

    [Theory]
    [InlineData("PROXY UNKNOWN\r\n")]
    [InlineData("PROXY UNKNOWN \r\n")]
    [InlineData("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n")]
    public void Version_1_may_not_know_the_client(string line) =>
        Expect(Encoding.ASCII.GetBytes(line), new ProxyHeader(null, null, ProxyConnection.UnknownClient));

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("proxy TCP4 1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData(" PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXYTCP4 1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY  TCP4 1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY TCP4  1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 2 \r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\rX")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 01 2\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 65536\r\n")]
    [InlineData("PROXY TCP4 1.2.3.4 5.6.7.8 1 -2\r\n")]
    [InlineData("PROXY TCP4 1.2.3 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY TCP4 01.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY TCP4 ::1 ::1 1 2\r\n")]
    [InlineData("PROXY TCP6 1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY TCP5 1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY UDP4 1.2.3.4 5.6.7.8 1 2\r\n")]
    [InlineData("PROXY UNKNOWNX\r\n")]
    [InlineData("PROXY \r\n")]
    [InlineData("PROXY TCP4\r\n")]
    [InlineData("\r\n\r\n\0\r\nQUIT\r")]
    [InlineData("\r\n\r\nGET / HTTP/1.1\r\n")]
    public void Anything_else_is_refused(string bytes) => ExpectRefused(Encoding.Latin1.GetBytes(bytes));

    [Fact]
    public void Version_1_has_107_bytes_at_most()
    {
        string Unknown(int length) => "PROXY UNKNOWN " + new string('x', length - 16) + "\r\n";
        Expect(Encoding.ASCII.GetBytes(Unknown(107)), new ProxyHeader(null, null, ProxyConnection.UnknownClient));
        ExpectRefused(Encoding.ASCII.GetBytes(Unknown(108)));
        Assert.Equal(ParseStatus.NeedMore, Read(Encoding.ASCII.GetBytes(Unknown(500))[..106]).Status);
        Assert.Equal(ParseStatus.Refused, Read(Encoding.ASCII.GetBytes(Unknown(500))[..107]).Status);
    }

    [Fact]
    public void Version_2_names_client_and_address()
    {
        Expect(V2(0x21, 0x11, [203, 0, 113, 7, 192, 0, 2, 1, 0xDC, 0x04, 0x01, 0xBB]), Client("203.0.113.7:56324", "192.0.2.1:443"));
        Expect(
            V2(0x21, 0x21, [.. IPAddress.Parse("2001:db8::7").GetAddressBytes(), .. IPAddress.IPv6Loopback.GetAddressBytes(), 0, 1, 0, 2]),
            Client("[2001:db8::7]:1", "[::1]:2"));
    }

    [Fact]
    public void Version_2_may_name_a_unix_socket_nobody_or_the_proxy_itself()
    {
        Expect(V2(0x21, 0x31, new byte[216]), new ProxyHeader(null, null, ProxyConnection.UnixClient));
        Expect(V2(0x21, 0x00, []), new ProxyHeader(null, null, ProxyConnection.UnknownClient));
        Expect(V2(0x20, 0x00, []), new ProxyHeader(null, null, ProxyConnection.Own));
        Expect(V2(0x20, 0x11, [1, 2, 3]), new ProxyHeader(null, null, ProxyConnection.Own));
    }

    [Theory]
    [InlineData(0x22, 0x11)]
    [InlineData(0x11, 0x11)]
    [InlineData(0x31, 0x11)]
    [InlineData(0x21, 0x12)]
    [InlineData(0x21, 0x22)]
    [InlineData(0x21, 0x32)]
    [InlineData(0x21, 0x41)]
    [InlineData(0x21, 0x13)]
    [InlineData(0x21, 0x01)]
    public void Version_2_refuses_commands_and_families_that_it_does_not_know(byte command, byte family) =>
        ExpectRefused(V2(command, family, new byte[216]));

    [Theory]
    [InlineData(0x11, 12)]
    [InlineData(0x21, 36)]
    [InlineData(0x31, 216)]
    public void Version_2_refuses_addresses_that_are_cut(byte family, int length)
    {
        ExpectRefused(V2(0x21, family, new byte[length - 1]));
        Assert.Equal(ParseStatus.Complete, Read(V2(0x21, family, new byte[length])).Status);
    }

    [Fact]
    public void Extensions_are_passed_over()
    {
        byte[] address = [203, 0, 113, 7, 192, 0, 2, 1, 0, 1, 0, 2];
        Expect(V2(0x21, 0x11, [.. address, 0x01, 0, 2, (byte)'h', (byte)'2', 0xEA, 0, 0]), Client("203.0.113.7:1", "192.0.2.1:2"));
        ExpectRefused(V2(0x21, 0x11, [.. address, 0x01, 0, 2, (byte)'h']));
        ExpectRefused(V2(0x21, 0x11, [.. address, 0x01, 0]));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(7, true)]
    [InlineData(0, false)]
    [InlineData(6, false)]
    public void The_extension_of_TLS_tells_whether_the_client_spoke_it(byte flags, bool isSecure) =>
        Expect(V2(0x21, 0x11, [203, 0, 113, 7, 192, 0, 2, 1, 0, 1, 0, 2, 0x20, 0, 5, flags, 0, 0, 0, 0]), Client("203.0.113.7:1", "192.0.2.1:2") with { IsSecure = isSecure });

    [Fact]
    public void A_checksum_must_be_right()
    {
        byte[] header = V2(0x21, 0x11, [203, 0, 113, 7, 192, 0, 2, 1, 0, 1, 0, 2, 0x03, 0, 4, 0, 0, 0, 0]);
        uint sum = uint.MaxValue;
        foreach (byte value in header)
            sum = BitOperations.Crc32C(sum, value);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(^4), ~sum);
        Expect(header, Client("203.0.113.7:1", "192.0.2.1:2"));

        header[20] ^= 1;
        ExpectRefused(header);
        ExpectRefused(V2(0x21, 0x11, [203, 0, 113, 7, 192, 0, 2, 1, 0, 1, 0, 2, 0x03, 0, 3, 0, 0, 0]));
    }

    [Fact]
    public void Version_2_is_refused_for_its_length_before_its_bytes_come()
    {
        byte[] Own(int length) => V2(0x20, 0x00, new byte[length - 16]);
        Expect(Own(ProxyHeaderReader.Longest), new ProxyHeader(null, null, ProxyConnection.Own));
        Assert.Equal(ParseStatus.Refused, Read(Own(ProxyHeaderReader.Longest + 1)[..16]).Status);
    }

    private static ProxyHeader Client(string source, string destination) => new(IPEndPoint.Parse(source), IPEndPoint.Parse(destination), ProxyConnection.Client);

    private static byte[] V2(byte command, byte family, byte[] rest) =>
        [.. "\r\n\r\n\0\r\nQUIT\n"u8, command, family, (byte)(rest.Length >> 8), (byte)rest.Length, .. rest];

    private static void Expect(byte[] bytes, ProxyHeader expected)
    {
        Assert.Equal((ParseStatus.Complete, expected, bytes.Length, ""), Read(bytes));
        Assert.Equal((ParseStatus.Complete, expected, bytes.Length, ""), Read([.. bytes, .. Request]));
        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(ParseStatus.NeedMore, Read(bytes[..length]).Status);
    }

    // Once refused it stays so, whatever follows; and before that nothing is taken for complete.
    private static void ExpectRefused(byte[] bytes)
    {
        ParseStatus[] all = [.. Enumerable.Range(0, bytes.Length + 1).Select(length => Read(bytes[..length]).Status)];
        int first = Array.IndexOf(all, ParseStatus.Refused);
        Assert.True(first > 0, "It is not refused.");
        Assert.All(all[..first], status => Assert.Equal(ParseStatus.NeedMore, status));
        Assert.All(all[first..], status => Assert.Equal(ParseStatus.Refused, status));
        Assert.NotEqual("", Read([.. bytes, .. Request]).Problem);
    }

    private static (ParseStatus Status, ProxyHeader Header, int Length, string Problem) Read(byte[] bytes)
    {
        ParseStatus status = ProxyHeaderReader.Read(bytes, out ProxyHeader header, out int length, out string problem);
        return (status, header, length, problem);
    }
}
