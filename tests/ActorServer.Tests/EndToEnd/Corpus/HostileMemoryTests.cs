using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ActorServer.Tests.EndToEnd.Corpus;

/// <summary>10 KiB of any hostile input on each of 200 connections cost less than 1 MiB each, and the others are served beside them.</summary>
[Collection(Processes.Name)]
public sealed class HostileMemoryTests(CorpusServer server) : IClassFixture<CorpusServer>
{
    private const int Connections = 200;
    private const int Sent = 10 * 1024;
    private const long Allowed = 1024 * 1024;
    private const string ChunkedHead = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    // Looked at so often, with a request between, while the server works on what it got.
    private const int Looks = 50;

    public static TheoryData<string, string> Hostile => new()
    {
        { "tiny fields, not ended", "GET / HTTP/1.1\r\nHost: a\r\n" + Repeated("a:\r\n", 99 * 4) },
        { "long fields, not ended", "GET / HTTP/1.1\r\nHost: a\r\n" + Repeated($"X: {new string('x', 98)}\r\n", 98 * 103) },
        { "many fields, and an answer that nobody reads", "GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(100, 98).Select(i => $"X-{i}: {new string('x', 90)}\r\n")) + "\r\n" },
        { "requests behind each other, and no answer is read", Repeated("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Sent) },
        { "refused requests that leave the connection open", Repeated("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", Sent) },
        { "tiny chunks, not ended", ChunkedHead + Repeated("1\r\nx\r\n", Sent) },
        { "chunks with extensions, not ended", ChunkedHead + Repeated("1;a;b;c\r\nx\r\n", Sent) },
        { "trailers, not ended", ChunkedHead + "0\r\n" + Repeated($"X: {new string('x', 98)}\r\n", 98 * 103) },
        { "a large body that is announced and begins", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 33554432\r\n\r\n" + Repeated("x", Sent) },
        { "a large chunk that is announced and begins", ChunkedHead + "2000000\r\n" + Repeated("x", Sent) },
        { "a list of many elements", "GET / HTTP/1.1\r\nHost: a\r\nForwarded: " + Repeated("for=1;by=2,", Sent / 2) + "\r\nConnection: " + Repeated(",", Sent / 2) + "\r\n\r\n" },
        { "empty lines", Repeated("\r\n", Sent) },
        { "no request at all", Repeated("\x16\x03", Sent) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public Task Is_less_than_1_MiB_for_each_of_200_connections(string what, string text) => HoldAsync(server, what, text);

    [Fact]
    public async Task Is_less_than_1_MiB_also_where_the_word_of_a_proxy_counts()
    {
        using var trusting = new CorpusServer("trusted-proxies: 127.0.0.1");
        await HoldAsync(trusting, "hops that are trusted", "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + Repeated("127.0.0.1,", Sent) + "\r\n\r\n");
        await HoldAsync(trusting, "elements that are trusted", "GET / HTTP/1.1\r\nHost: a\r\nForwarded: " + Repeated("for=127.0.0.1,", Sent) + "\r\n\r\n");
        await HoldAsync(trusting, "parameters", "GET / HTTP/1.1\r\nHost: a\r\nForwarded: " + Repeated("a=\"\\\"\";", Sent) + "\r\n\r\n");
        await HoldAsync(trusting, "quotes", "GET / HTTP/1.1\r\nHost: a\r\nForwarded: " + Repeated("\"\\", Sent) + "\r\n\r\n");
        await HoldAsync(trusting, "commas", "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + Repeated(", ", Sent) + "\r\n\r\n");
    }

    private static async Task HoldAsync(CorpusServer server, string what, string text)
    {
        using HttpClient normal = server.Process.Client();
        await normal.GetAsync(new Uri("/", UriKind.Relative));
        int descriptors = server.Descriptors();
        long before = Memory(server);
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        Socket[] clients = [.. Enumerable.Range(0, Connections).Select(_ => server.Process.Connect())];
        foreach (byte[] piece in bytes.Chunk(Sent / 4))
        {
            foreach (Socket client in clients)
            {
                Send(client, piece);
            }
        }

        long most = 0;
        for (int look = 0; look < Looks; look++)
        {
            using HttpResponseMessage answer = await normal.GetAsync(new Uri("/", UriKind.Relative));
            Assert.True(answer.IsSuccessStatusCode, $"{what}: the client beside it got {answer.StatusCode}");
            most = Math.Max(most, Memory(server) - before);
        }

        Assert.InRange(most, long.MinValue, Connections * Allowed);
        Assert.All(clients, client => client.Dispose());
        normal.Dispose();
        server.WaitUntilClosed(descriptors);
    }

    private static void Send(Socket client, byte[] piece)
    {
        try
        {
            client.Send(piece);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset)
        {
            // Refused and closed by now.
        }
    }

    private static long Memory(CorpusServer server)
    {
        string line = File.ReadLines($"/proc/{server.Process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static string Repeated(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));
}
