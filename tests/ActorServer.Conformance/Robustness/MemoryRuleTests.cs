using System.Buffers;
using System.Text;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Robustness;

/// <summary>No input costs more than 16 KiB and 100 times its bytes, whatever is in it and however it comes.</summary>
public class MemoryRuleTests
{
    private const int Sent = 10 * 1024;
    private const int FreeBytes = 16 * 1024;
    private const string ChunkedHead = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    public static TheoryData<string, string> Hostile => new()
    {
        { "tiny fields", "GET / HTTP/1.1\r\nHost: a\r\n" + Repeated("a:\r\n", 99 * 4) },
        { "fields of every length", "GET / HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(1, 98).Select(i => $"{new string('n', i)}:{new string('v', i)}\r\n")) },
        { "one long field", "GET / HTTP/1.1\r\nHost: a\r\nX: " + Repeated("x", Sent) },
        { "a list of many elements", "GET / HTTP/1.1\r\nHost: a\r\nConnection: " + Repeated(",", Sent) + "\r\n\r\n" },
        { "a list of many codings", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + Repeated("a,", Sent) + "a\r\n\r\n" },
        { "forwarding parameters", "GET / HTTP/1.1\r\nHost: a\r\nForwarded: " + Repeated("for=1;by=2,", Sent) + "\r\n\r\n" },
        { "repeated fields", "GET / HTTP/1.1\r\nHost: a\r\n" + Repeated("Cookie: a=b\r\n", 97 * 13) + "\r\n" },
        { "escapes", "GET /" + Repeated("%41", 8000) + " HTTP/1.1\r\nHost: a\r\n\r\n" },
        { "empty lines", Repeated("\r\n", Sent) },
        { "line feeds", Repeated("\n", Sent) },
        { "nothing but CR", Repeated("\r", Sent) },
        { "a method without an end", Repeated("A", Sent) },
        { "requests behind each other", Repeated("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Sent) },
        { "requests of HTTP/1.0", Repeated("A / HTTP/1.0\r\n\r\n", Sent) },
        { "tiny chunks", ChunkedHead + Repeated("1\r\nx\r\n", Sent) },
        { "chunks with extensions", ChunkedHead + Repeated("1;a;b;c\r\nx\r\n", Sent) },
        { "one long extension", ChunkedHead + "5;a=\"" + Repeated("\\\"", Sent) },
        { "bodies behind each other", Repeated("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", Sent) },
        { "tiny trailers", ChunkedHead + "0\r\n" + Repeated("a:\r\n", 100 * 4) },
        { "one long trailer", ChunkedHead + "0\r\nX: " + Repeated("x", Sent) },
        { "a body that never comes", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 33554432\r\n\r\n" },
        { "refusals that quote what they found", "GET / HTTP/1.1\r\nHost: a\r\nX\x01: " + Repeated("\x01", Sent) + "\r\n\r\n" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Costs_at_most_100_times_what_was_sent(string what, string text)
    {
        Assert.True(text.Length <= Sent + 200, what);
        foreach ((int piece, bool inSegments) in new[] { (int.MaxValue, false), (1000, false), (1000, true), (1, false), (7, true) })
        {
            Fed(text, piece, inSegments);
            Assert.InRange(Fed(text, piece, inSegments), 0, FreeBytes + (100L * text.Length));
        }
    }

    // All that is allocated, which is more than is held.
    private static long Fed(string text, int piece, bool inSegments)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        IEnumerable<int> cuts = inSegments ? Enumerable.Range(1, bytes.Length / piece).Select(i => i * piece) : [];
        ReadOnlySequence<byte> all = Segments.Cut(bytes, 0, bytes.Length, cuts);
        var sink = new ArrayBufferWriter<byte>(16);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var parser = new RequestParser(new HttpLimits());
        var body = new BodyReader(new HttpLimits());
        RequestHead? head = null;
        bool isRefused = false;
        long at = 0;
        for (long end = 0; end < bytes.Length && !isRefused;)
        {
            end = Math.Min(bytes.Length, end + piece);
            while (!isRefused && Step(all.Slice(at, end - at)))
            {
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;

        // True when it has come on and there is more to read.
        bool Step(in ReadOnlySequence<byte> rest)
        {
            if (head is not null)
            {
                BodyStatus read = body.Read(rest, sink, out SequencePosition used);
                at = all.GetOffset(used);
                isRefused = read == BodyStatus.Refused;
                head = read == BodyStatus.Complete ? null : head;
                return head is null;
            }

            ParseStatus status = parser.Parse(rest, out SequencePosition consumed);
            at = all.GetOffset(consumed);
            if (status == ParseStatus.NeedMore)
                return false;
            head = parser.Head;
            parser.Reset();
            isRefused = head is null || body.Begin(head) is not null;
            return !isRefused;
        }
    }

    private static string Repeated(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));
}
