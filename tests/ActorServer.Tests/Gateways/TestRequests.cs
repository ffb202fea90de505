using System.Buffers;
using System.Text;
using ActorServer.Gateways;
using ActorServer.Http;

namespace ActorServer.Tests.Gateways;

/// <summary>Requests as a connection would hand them to the gateway, from the text of their heads.</summary>
internal static class TestRequests
{
    public static TransportFacts Transport => new("203.0.113.9", 40001, "127.0.0.1", 9989, "http");

    private static long LastExchange;

    public static GatewayRequest Get(string target) => Parse($"GET {target} HTTP/1.1\r\nHost: example.test\r\n\r\n");

    public static GatewayRequest Post(string target, byte[] body) =>
        Parse($"POST {target} HTTP/1.1\r\nHost: example.test\r\nContent-Length: {body.Length}\r\n\r\n", new RequestBody.InMemory(body));

    public static GatewayRequest Parse(string head, RequestBody? body = null, TransportFacts? transport = null, string id = "request-1")
    {
        var parser = new RequestParser(new HttpLimits());
        var status = parser.Parse(new ReadOnlySequence<byte>(Encoding.Latin1.GetBytes(head)), out _);
        Assert.True(status == ParseStatus.Complete, $"{status}: {parser.Detail}");
        return new GatewayRequest(Interlocked.Increment(ref LastExchange), id, parser.Head!, body ?? RequestBody.Empty.Instance, transport ?? Transport);
    }
}
