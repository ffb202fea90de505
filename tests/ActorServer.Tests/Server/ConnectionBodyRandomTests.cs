using System.Globalization;
using System.Text;
using ActorServer.Gateways;

namespace ActorServer.Tests.Server;

/// <summary>Bodies of every framing, cut anywhere, wanted in any portions, read to the end or not: what arrives is what was sent, and the next request is the next.</summary>
public sealed class ConnectionBodyRandomTests : ConnectionHarness
{
    private const int Count = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_body_arrives_as_it_was_sent(int seed)
    {
        Connect(Defaults with { LingerBytes = 1 << 20 }, streams: true);
        Random random = new(seed);
        List<byte[]> bodies = [.. Enumerable.Range(0, Count).Select(_ => Body(random))];
        Task sending = SendAsync(bodies, new Random(seed));
        for (int number = 0; number < Count; number++)
        {
            GatewayRequest request = ExpectRequest();
            Assert.Equal($"/{number}", Encoding.ASCII.GetString(request.Head.Path));
            int most = random.Next(3) == 0 ? random.Next(bodies[number].Length + 1) : int.MaxValue;
            byte[] received = Receive(request, most, random);
            Assert.Equal(bodies[number].AsSpan(0, Math.Min(received.Length, bodies[number].Length)).ToArray(), received);
            Assert.True(received.Length == bodies[number].Length || received.Length >= most);
            Answer(request, $"answer {number}.");
            ReceiveUntil($"answer {number}.");
        }

        await sending.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static byte[] Body(Random random)
    {
        var body = new byte[random.Next(4) == 0 ? random.Next(200_000) : random.Next(100)];
        random.NextBytes(body);
        return body;
    }

    private async Task SendAsync(List<byte[]> bodies, Random random)
    {
        var wire = new MemoryStream();
        for (int number = 0; number < bodies.Count; number++)
        {
            byte[] body = bodies[number];
            bool isChunked = random.Next(2) == 0;
            wire.Write(Encoding.ASCII.GetBytes(
                $"POST /{number} HTTP/1.1\r\nHost: h\r\n{(isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length}")}\r\n\r\n"));
            for (int sent = 0; sent < body.Length;)
            {
                int count = isChunked ? Math.Min(body.Length - sent, random.Next(1, random.Next(2) == 0 ? 10 : 50_000)) : body.Length;
                wire.Write(Encoding.ASCII.GetBytes(isChunked ? count.ToString("x", CultureInfo.InvariantCulture) + "\r\n" : ""));
                wire.Write(body.AsSpan(sent, count));
                wire.Write(Encoding.ASCII.GetBytes(isChunked ? "\r\n" : ""));
                sent += count;
            }

            wire.Write(Encoding.ASCII.GetBytes(isChunked ? "0\r\n\r\n" : ""));
        }

        ReadOnlyMemory<byte> rest = wire.GetBuffer().AsMemory(0, (int)wire.Length);
        while (!rest.IsEmpty)
        {
            int sent = await Client.SendAsync(rest[..Math.Min(rest.Length, random.Next(1, random.Next(2) == 0 ? 100 : 100_000))]);
            rest = rest[sent..];
        }
    }

    private byte[] Receive(GatewayRequest request, int most, Random random)
    {
        if (request.Body is RequestBody.InMemory whole)
        {
            return whole.Bytes.ToArray();
        }

        var received = new MemoryStream();
        long wanted = 0;
        while (request.Body is RequestBody.Streaming && received.Length < most)
        {
            if (wanted == received.Length)
            {
                int portion = random.Next(1, random.Next(2) == 0 ? 50 : 150_000);
                wanted += portion;
                Connection.Tell(new ExchangeProtocol.Want(request.Exchange, portion), Worker.Ref);
            }

            switch (Worker.ReceiveOne(TimeSpan.FromSeconds(20)))
            {
                case ExchangeProtocol.BodyBlock block when block.Exchange == request.Exchange:
                    received.Write(block.Bytes.Span);
                    Assert.InRange(received.Length, 1, wanted);
                    break;
                case ExchangeProtocol.BodyEnded ended when ended.Exchange == request.Exchange:
                    return received.ToArray();
                case ExchangeProtocol.BodyBlock or ExchangeProtocol.BodyEnded:
                    // Of a request that was answered before: it was on its way.
                    break;
                case var other:
                    Assert.Fail($"Not expected: {other}.");
                    break;
            }
        }

        return received.ToArray();
    }
}
