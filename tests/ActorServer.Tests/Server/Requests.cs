using System.Buffers;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Tests.Server;

/// <summary>Requests as the connection would send them.</summary>
internal static class Requests
{
    public static readonly TransportFacts Facts = new("192.0.2.1", 40000, "192.0.2.9", 80, "http");

    public static GatewayRequest Get(long exchange, string path = "/") =>
        new(exchange, $"id-{exchange}", Head($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"), RequestBody.Empty.Instance, Facts);

    public static RequestHead Head(string text, ForwardingFields kept = ForwardingFields.None, HttpLimits? limits = null)
    {
        var parser = new RequestParser(limits ?? new HttpLimits(), kept);
        Assert.Equal(ParseStatus.Complete, parser.Parse(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(text)), out _));
        return parser.Head!;
    }
}
