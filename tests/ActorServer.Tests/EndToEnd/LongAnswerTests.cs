using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ActorServer.Tests.Gateways;

namespace ActorServer.Tests.EndToEnd;

/// <summary>Answers of megabytes from Python: every byte in its place, whatever their way to the client, and whatever other clients do meanwhile.</summary>
[Collection(Processes.Name)]
public sealed class LongAnswerTests : IDisposable
{
    // Every answer is its own: a byte of another one changes its digest.
    private const string Program = """
        import hashlib, random
        def application(environ, start_response):
            sizes = [int(size) for size in environ["QUERY_STRING"].split(",")]
            number = random.randrange(1 << 30)
            blocks = [random.Random(number + place).randbytes(size) for place, size in enumerate(sizes)]
            digest = hashlib.sha256(b"".join(blocks)).hexdigest()
            fields = [("X-Digest", digest)]
            if environ["PATH_INFO"] == "/length":
                fields.append(("Content-Length", str(sum(sizes))))
            start_response("200 OK", fields)
            return iter(blocks)
        """;

    private readonly AppFolder _folder = new(Program);

    [Theory]
    [InlineData("")]
    [InlineData("threads: 4")]
    [InlineData("preload: on")]
    [InlineData("actor-server.wsgi.shared-memory = 0B")]
    [InlineData("actor-server.wsgi.shared-memory = 64KiB")]
    public async Task Arrive_whole_beside_each_other(string settings)
    {
        using ServerProcess server = Start(settings);
        using HttpClient client = server.Client();
        string[] queries = ["32767", "32768", "65536,65537", "1048576", "3000000", "10,40000,10,200000,1,100000", "2500000,2500000"];
        await Task.WhenAll(Enumerable.Range(0, 56).Select(number => Check(client, number % 2 == 0 ? "length" : "chunked", queries[number % queries.Length])));
    }

    [Fact]
    public async Task Arrive_whole_when_other_clients_have_left_in_the_middle_of_theirs()
    {
        using ServerProcess server = Start("");
        using HttpClient client = server.Client();
        for (int round = 0; round < 20; round++)
        {
            Socket leaving = Ask(server, "9000000");
            byte[] some = new byte[(round * 10_000) + 1];
            await new NetworkStream(leaving).ReadExactlyAsync(some);
            leaving.LingerState = new LingerOption(round % 2 == 0, 0);
            leaving.Dispose();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Check(client, "length", "1048576")));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task Check(HttpClient client, string path, string sizes)
    {
        using HttpResponseMessage answer = await client.GetAsync($"/{path}?{sizes}");
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(sizes.Split(',').Sum(size => int.Parse(size, CultureInfo.InvariantCulture)), body.Length);
        Assert.Equal(answer.Headers.GetValues("X-Digest").Single(), Convert.ToHexStringLower(SHA256.HashData(body)));
    }

    private static Socket Ask(ServerProcess server, string sizes)
    {
        Socket socket = server.Connect();
        socket.Send(Encoding.ASCII.GetBytes($"GET /length?{sizes} HTTP/1.1\r\nHost: h\r\n\r\n"));
        return socket;
    }

    private ServerProcess Start(string settings)
    {
        string yaml = "concurrency: 2\ntimeout: 60";
        if (settings.StartsWith("actor-server", StringComparison.Ordinal))
        {
            File.WriteAllText(Path.Join(_folder.Location, "more.conf"), settings);
            yaml += $"\nhocon: {_folder.Location}/more.conf";
        }
        else
        {
            yaml += $"\n{settings}";
        }

        return ServerProcess.StartIn(_folder.Location, "wsgi", yaml);
    }
}
