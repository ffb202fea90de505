using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Benchmarks;

/// <summary>
/// What HTTP itself costs, without sockets, actors and applications: a request is parsed, its body read, its answer written, over and over on one
/// thread. Time is the best of the rounds (others only add what the machine did beside it); bytes are those that the thread allocates.
/// </summary>
internal sealed class InMemory
{
    private const string Plain = "GET / HTTP/1.1\r\nHost: localhost:8080\r\n\r\n";

    private static readonly string Browser = string.Join(
        "\r\n",
        "GET /items/7?page=2&sort=name HTTP/1.1",
        "Host: www.example.org",
        "Connection: keep-alive",
        "Cache-Control: max-age=0",
        "Upgrade-Insecure-Requests: 1",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-User: ?1",
        "Sec-Fetch-Dest: document",
        "Referer: https://www.example.org/items?page=1",
        "Accept-Encoding: gzip, deflate, br, zstd",
        "Accept-Language: en-GB,en;q=0.9,de;q=0.8",
        "Cookie: session=0123456789abcdef0123456789abcdef; theme=dark",
        "If-None-Match: \"0123456789abcdef\"") + "\r\n\r\n";

    private static readonly string Chunked = "POST /items HTTP/1.1\r\nHost: localhost:8080\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"
        + string.Concat(Enumerable.Repeat($"400\r\n{new string('x', 1024)}\r\n", 4)) + "0\r\n\r\n";

    private static readonly string Large = "GET / HTTP/1.1\r\nHost: localhost:8080\r\n" + string.Concat(Enumerable.Repeat($"X-Field-Name: {new string('v', 400)}\r\n", 78)) + "\r\n";

    private static readonly byte[] Answer = "200 OK\0Content-Type\0text/plain; charset=utf-8\0Content-Length\05"u8.ToArray();

    private readonly RequestParser _parser = new(new HttpLimits());
    private readonly BodyReader _body = new(new HttpLimits());
    private readonly ResponseWriter _writer = new();
    private readonly ArrayBufferWriter<byte> _sink = new(64 * 1024);
    private readonly byte[] _date = new byte[HttpDate.Length];

    private InMemory() => HttpDate.Format(DateTimeOffset.UtcNow, _date);

    /// <summary>Measures all requests.</summary>
    /// <returns>One table, which is Markdown too.</returns>
    public static string Run(int rounds, int seconds)
    {
        var text = new StringBuilder();
        text.AppendLine("### Parse and respond in memory");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Best of {rounds} rounds of {seconds} s; one thread.");
        text.AppendLine();
        text.AppendLine($"| {"request",-26} | bytes in | ns | allocated bytes | MB/s |");
        text.AppendLine($"|{new string('-', 28)}|---------:|---:|----------------:|-----:|");
        foreach ((string name, string request) in new[] { ("plain GET", Plain), ("browser's GET, 15 fields", Browser), ("POST, 4 chunks of 1 KiB", Chunked), ("GET, 32 KiB of fields", Large) })
        {
            (double nanoseconds, long allocated) = new InMemory().Measure(Encoding.ASCII.GetBytes(request), rounds, TimeSpan.FromSeconds(seconds));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name,-26} | {request.Length,8} | {nanoseconds,2:F0} | {allocated,15} | {request.Length * 1000 / nanoseconds,4:F0} |");
        }

        return text.ToString();
    }

    private (double Nanoseconds, long Allocated) Measure(byte[] request, int rounds, TimeSpan time)
    {
        const int AtOnce = 1000;
        // What is compiled is compiled well only after many calls.
        Repeat(request, 30 * AtOnce);
        double best = double.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            long count = 0;
            var watch = Stopwatch.StartNew();
            for (; watch.Elapsed < time; count += AtOnce)
            {
                Repeat(request, AtOnce);
            }

            best = Math.Min(best, watch.Elapsed.TotalNanoseconds / count);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(request, AtOnce);
        return (best, (GC.GetAllocatedBytesForCurrentThread() - before) / AtOnce);
    }

    private void Repeat(byte[] request, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Serve(new ReadOnlySequence<byte>(request));
        }
    }

    private void Serve(ReadOnlySequence<byte> bytes)
    {
        _sink.ResetWrittenCount();
        if (_parser.Parse(bytes, out SequencePosition consumed) != ParseStatus.Complete)
        {
            throw new InvalidOperationException(_parser.Detail);
        }

        RequestHead head = _parser.Head!; // Complete has set it.
        _parser.Reset();
        _body.Begin(head);
        if (!_body.IsComplete && _body.Read(bytes.Slice(consumed), _sink, out _) != BodyStatus.Complete)
        {
            throw new InvalidOperationException(_body.Detail);
        }

        if (!ResponseHead.TryParse(Answer, out ResponseHead? answer, out string? error) || answer is null)
        {
            throw new InvalidOperationException(error);
        }

        _writer.Start(_sink, head, answer, "hello"u8, isLast: true, head.KeepAlive, _date, "0123456789abcdef"u8);
        _writer.End(_sink);
    }
}
