using System.Globalization;
using System.Text;
using ActorServer.Conformance.Corpus;
using ActorServer.Conformance.Feeding;
using ActorServer.Http;

namespace ActorServer.Conformance.Fuzzing;

/// <summary>
/// The corpus, damaged at random, against the parser: it agrees with a second reader, it says the same however the bytes come, and it costs no more
/// than is allowed. The variables <c>FUZZ_CASES</c> and <c>FUZZ_SEED</c> ask for more, and for others.
/// </summary>
public class FuzzTests
{
    private const int Cases = 10_000;
    private const int Seed = 1;

    // What is allowed beside 100 times the bytes.
    private const int FreeBytes = 16 * 1024;

    private static readonly HttpLimits Small = new(MaxRequestLine: 60, MaxHeaderBlock: 120, MaxFields: 4, MaxBody: 48, MaxChunkOverhead: 12);

    // Mostly legal ones: who is refused at once shows little.
    private static readonly string[] Requests =
        [.. Enumerable.Repeat(RawRequest.All("accept"), 6).SelectMany(requests => requests).Concat(RawRequest.All("refuse")).Select(request => request.Text)];

    [Fact]
    public void Agrees_with_a_second_reader_on_whatever_it_gets()
    {
        int accepted = 0;
        int refused = 0;
        Each((text, limits) =>
        {
            Conversation conversation = Run(text, [], inSegments: false, limits);
            (IReadOnlyList<ReferenceRequest> requests, ReferenceReader.End end) = new ReferenceReader(limits).Read(text);
            Assert.Equal(requests.Select(request => request.Summary).Concat(end == ReferenceReader.End.Refused ? ["refused"] : []), Summaries(conversation, end));
            Assert.Equal(end is ReferenceReader.End.Refused or ReferenceReader.End.Traced || IsRefusedEarly(conversation, end), conversation.IsClosed);
            if (end is ReferenceReader.End.InHead)
                Assert.True(conversation.IsWithinHead);
            if (end == ReferenceReader.End.Clean)
                Assert.False(conversation.IsWithinRequest);
            accepted += requests.Count;
            refused += end == ReferenceReader.End.Refused ? 1 : 0;
        });

        // Damage that refuses everything, or nothing, would show nothing.
        Assert.InRange(accepted, Cases / 5, int.MaxValue);
        Assert.InRange(refused, Cases / 5, int.MaxValue);
    }

    [Fact]
    public void Says_the_same_however_the_bytes_come()
    {
        Each((text, limits) =>
        {
            string whole = EveryWay.Summary(Run(text, [], inSegments: false, limits));
            int[] everyByte = [.. Enumerable.Range(1, Math.Max(0, text.Length - 1))];
            var random = new Random(text.Length);
            int[] some = [.. everyByte.Where(_ => random.Next(6) == 0)];
            Assert.Equal(whole, EveryWay.Summary(Run(text, everyByte, inSegments: false, limits)));
            Assert.Equal(whole, EveryWay.Summary(Run(text, some, inSegments: true, limits)));
            Assert.Equal(whole, EveryWay.Summary(Run(text, some, inSegments: false, limits)));
        });
    }

    [Fact]
    public void Allocates_no_more_than_100_times_the_bytes()
    {
        // What is allocated once.
        Each((text, limits) => Run(text, [], inSegments: false, limits), cases: 100);
        Each((text, limits) =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(text, [], inSegments: false, limits);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FreeBytes + (100L * text.Length));
        });
    }

    private static Conversation Run(string text, int[] cuts, bool inSegments, HttpLimits limits) => EveryWay.Run(Encoding.Latin1.GetBytes(text), cuts, inSegments, limits);

    private static IEnumerable<string> Summaries(Conversation conversation, ReferenceReader.End end) => conversation.Exchanges
        .SkipLast(IsRefusedEarly(conversation, end) ? 1 : 0)
        .Select(exchange => exchange.Refusal is null ? exchange.Summary : "refused");

    // A bad byte of a chunk's line is refused at once; the second reader looks at whole lines.
    private static bool IsRefusedEarly(Conversation conversation, ReferenceReader.End end) =>
        end == ReferenceReader.End.InBody && conversation.Exchanges is [.., { Refusal: Refusal.InvalidChunkSize or Refusal.InvalidChunkExtension or Refusal.ChunkSizeTooLong
            or Refusal.BodyTooLarge or Refusal.ChunkOverheadTooLarge or Refusal.MissingColon }];

    private static void Each(Action<string, HttpLimits> check, int? cases = null)
    {
        int seed = Number("FUZZ_SEED") ?? Seed;
        var mutator = new Mutator(Requests, seed);
        for (int number = 0; number < (cases ?? Number("FUZZ_CASES") ?? Cases); number++)
        {
            string text = mutator.Next();
            HttpLimits limits = number % 3 == 0 ? Small : new HttpLimits();
            try
            {
                check(text, limits);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"FUZZ_SEED={seed}, case {number}, {(number % 3 == 0 ? "small" : "default")} limits: {LogText.Escape(Encoding.Latin1.GetBytes(text))}\n{wrong.Message}", wrong);
            }
        }
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
