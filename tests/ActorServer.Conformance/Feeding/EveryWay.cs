using System.Text;
using ActorServer.Http;

namespace ActorServer.Conformance.Feeding;

/// <summary>
/// Feeds bytes to parser and body reader in every way that a network may deliver them, and asserts that the outcome is the same: whole, one byte
/// at a time, cut at all line ends, cut at random, and cut in two at every position; in one memory and in several.
/// </summary>
internal static class EveryWay
{
    // Two pieces at every position cost the square of the length.
    private const int LongestForEverySplit = 400;
    private const int LongestForManySegments = 3000;
    private const int RandomWays = 4;

    /// <summary>Asserts that exactly one request comes out, accepted.</summary>
    public static Exchange Accept(string text, HttpLimits? limits = null, bool trustForwarded = false)
    {
        IReadOnlyList<Exchange> exchanges = All(text, limits, trustForwarded);
        Exchange exchange = Assert.Single(exchanges);
        Assert.True(exchange.Refusal is null, $"Refused: {exchange.Refusal} {exchange.Detail}");
        return exchange;
    }

    /// <summary>Asserts that the first thing that comes out is this refusal, and that nothing follows it.</summary>
    public static Exchange Refuse(Refusal reason, string text, HttpLimits? limits = null)
    {
        // What stands behind a refused request must never be taken for another one.
        foreach (string behind in new[] { "", "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n" })
        {
            Exchange exchange = Assert.Single(All(text + behind, limits));
            Assert.Equal(reason, exchange.Refusal);
            Assert.NotEqual("", exchange.Detail);
        }

        return Assert.Single(All(text, limits));
    }

    /// <summary>All requests and refusals that come out; the text must not end within a request that is accepted so far.</summary>
    public static IReadOnlyList<Exchange> All(string text, HttpLimits? limits = null, bool trustForwarded = false)
    {
        Conversation whole = Same(text, limits, trustForwarded);
        Assert.True(whole.IsClosed || !whole.IsWithinRequest, "The text ends within a request.");
        return whole.Exchanges;
    }

    /// <summary>Asserts that the text ends within a request that is neither accepted nor refused so far.</summary>
    /// <returns>True when it ends within the head, false when within the body.</returns>
    public static bool Unfinished(string text)
    {
        Conversation whole = Same(text, null, false);
        Assert.Empty(whole.Exchanges);
        Assert.True(whole.IsWithinRequest);
        return whole.IsWithinHead;
    }

    private static Conversation Same(string text, HttpLimits? limits, bool trustForwarded)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        Conversation whole = Run(bytes, [], false, limits, trustForwarded);
        string expected = Summary(whole);
        foreach ((int[] cuts, bool inSegments) in Ways(bytes))
        {
            Conversation cut = Run(bytes, cuts, inSegments, limits, trustForwarded);
            Assert.Equal(expected, Summary(cut));
        }

        return whole;
    }

    /// <summary>Feeds bytes that arrive in pieces.</summary>
    /// <param name="bytes">All of them.</param>
    /// <param name="cuts">Where pieces end, ascending.</param>
    /// <param name="inSegments">True when each piece is a memory of its own; false when they lie behind each other.</param>
    /// <param name="limits">The limits; the defaults when null.</param>
    /// <param name="trustForwarded">True for a trusted peer.</param>
    public static Conversation Run(byte[] bytes, int[] cuts, bool inSegments, HttpLimits? limits = null, bool trustForwarded = false)
    {
        var conversation = new Conversation(limits ?? new HttpLimits(), trustForwarded);
        int read = 0;
        foreach (int end in cuts.Append(bytes.Length))
        {
            read += (int)conversation.Feed(Segments.Cut(bytes, read, end, inSegments ? cuts : []));
            if (conversation.IsClosed)
                break;
        }

        return conversation;
    }

    /// <summary>What came out, and whether something is still under way.</summary>
    public static string Summary(Conversation conversation) =>
        string.Join('\n', conversation.Exchanges.Select(e => e.Summary)) + (conversation.IsWithinRequest && !conversation.IsClosed ? "\n…" : "");

    private static IEnumerable<(int[] Cuts, bool InSegments)> Ways(byte[] bytes)
    {
        int length = bytes.Length;
        int[] everyByte = [.. Enumerable.Range(1, Math.Max(0, length - 1))];
        yield return (everyByte, false);
        if (length <= LongestForManySegments)
            yield return (everyByte, true);

        int[] lineEnds = [.. everyByte.Where(cut => bytes[cut - 1] == '\n')];
        yield return (lineEnds, false);
        yield return (lineEnds, true);
        // Between CR and LF, where a reader must wait.
        yield return ([.. everyByte.Where(cut => bytes[cut - 1] == '\r')], false);

        // The same ones for the same bytes, always.
        var random = new Random(length);
        for (int i = 0; i < RandomWays; i++)
            yield return ([.. everyByte.Where(_ => random.Next(8) == 0)], i % 2 == 0);

        foreach (int cut in length <= LongestForEverySplit ? everyByte : [length / 3, length - 1])
        {
            yield return ([cut], false);
            yield return ([cut], true);
        }
    }
}
