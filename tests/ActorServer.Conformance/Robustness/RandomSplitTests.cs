using System.Text;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Robustness;

public class RandomSplitTests
{
    // Every seed is a different test and always the same one.
    private const int Seeds = 200;
    private static readonly HttpLimits Small = new(MaxRequestLine: 60, MaxHeaderBlock: 160, MaxFields: 8, MaxBody: 64, MaxChunkOverhead: 12);

    private static readonly string[] Requests =
    [
        "GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\nX: y\r\n\r\nGET / HTTP/1",
        "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"b\"\r\nhello\r\n1\r\n \r\n0\r\nX-T: y\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close, x\r\n\r\n",
        "\r\nHEAD http://b/x HTTP/1.1\r\nhost: a\r\nX_Y: z\r\nCookie: 1\r\nCookie: 2\r\n\r\n",
        "PUT / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\nz",
        "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
    ];

    [Fact]
    public void Reads_the_same_however_a_long_conversation_is_cut()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = Pipeline(random, 12);
            Conversation whole = EveryWay.Run(bytes, [], inSegments: false);
            Assert.Equal(12, whole.Exchanges.Count);
            AssertSame(whole, bytes, random, new HttpLimits(), seed);
        }
    }

    [Fact]
    public void Refuses_the_same_however_a_damaged_conversation_is_cut()
    {
        int refusals = 0;
        for (int seed = 0; seed < Seeds * 10; seed++)
        {
            var random = new Random(seed);
            byte[] bytes = Damage(Pipeline(random, 3), random);
            HttpLimits limits = seed % 2 == 0 ? Small : new HttpLimits();
            Conversation whole = EveryWay.Run(bytes, [], inSegments: false, limits);
            refusals += whole.IsClosed ? 1 : 0;
            AssertSame(whole, bytes, random, limits, seed);
            AssertNothingForbidden(whole);
        }

        Assert.InRange(refusals, Seeds, Seeds * 10);
    }

    private static void AssertSame(Conversation whole, byte[] bytes, Random random, HttpLimits limits, int seed)
    {
        string expected = EveryWay.Summary(whole);
        int[] everyByte = [.. Enumerable.Range(1, bytes.Length - 1)];
        for (int i = 0; i < 4; i++)
        {
            int[] cuts = [.. everyByte.Where(_ => random.Next(1 << (i * 2)) == 0)];
            string actual = EveryWay.Summary(EveryWay.Run(bytes, cuts, inSegments: random.Next(2) == 0, limits));
            Assert.True(expected == actual, $"Seed {seed}: {LogText.Escape(bytes)}\nwhole:\n{expected}\ncut:\n{actual}");
        }
    }

    private static void AssertNothingForbidden(Conversation conversation)
    {
        foreach (Exchange exchange in conversation.Exchanges.Where(e => e.Refusal is null))
        {
            Assert.DoesNotContain("%00", Exchange.Text(exchange.Head!.Target), StringComparison.Ordinal);
            Assert.All(exchange.Fields.Concat(exchange.TrailerFields), field => Assert.DoesNotContain(field, c => c is '\r' or '\n' or '\0'));
            Assert.All(Exchange.Text(exchange.Head.Target), c => Assert.InRange(c, '!', '~'));
        }
    }

    private static byte[] Pipeline(Random random, int count) =>
        Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, count).Select(_ => Requests[random.Next(Requests.Length)])));

    private static byte[] Damage(byte[] bytes, Random random)
    {
        ReadOnlySpan<byte> favourites = "\r\n\0 \t:;,=\"%#/0fF_x\x7F\xFF"u8;
        var damaged = new List<byte>(bytes);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(damaged.Count);
            byte value = favourites[random.Next(favourites.Length)];
            switch (random.Next(3))
            {
                case 0:
                    damaged[at] = value;
                    break;
                case 1:
                    damaged.Insert(at, value);
                    break;
                default:
                    damaged.RemoveAt(at);
                    break;
            }
        }

        return [.. damaged];
    }
}
