namespace ActorServer.Gateways;

/// <summary>The known word that a person most likely meant.</summary>
public static class Nearest
{
    /// <summary>The known word with the smallest edit distance, or null when none is near: a third of the word's length, 2 at least.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="known">The words to choose from; the first of equals wins.</param>
    public static string? To(string word, IEnumerable<string> known)
    {
        var best = known.MinBy(candidate => Distance(word, candidate));
        return best is not null && Distance(word, best) <= Math.Max(2, word.Length / 3) ? best : null;
    }

    /// <summary>The known key meant by a dotted one: a near one, else one with the same or a near last part under another section.</summary>
    /// <param name="key">What was written.</param>
    /// <param name="known">The full keys to choose from.</param>
    public static string? ToKey(string key, IReadOnlyCollection<string> known)
    {
        // The last part first: "actor-server.concurrency" is far from its place in letters, and near in meaning.
        var last = LastPart(key);
        var sameName = known.Where(candidate => LastPart(candidate) == last).ToArray();
        if (sameName.Length > 0)
            return sameName.MinBy(candidate => Distance(key, candidate));
        if (To(key, known) is { } near)
            return near;
        var nearName = To(last, known.Select(LastPart));
        return known.FirstOrDefault(candidate => LastPart(candidate) == nearName);
    }

    /// <summary>Says what was meant, or what exists when nothing is near.</summary>
    /// <param name="nearest">What was found, or null.</param>
    /// <param name="otherwise">A sentence for when nothing is near.</param>
    public static string Hint(string? nearest, string otherwise) => nearest is null ? otherwise : $"Did you mean {nearest}?";

    private static string LastPart(string key) => key[(key.LastIndexOf('.') + 1)..];

    // Damerau's distance with adjacent transpositions: "prot" is one step from "port".
    private static int Distance(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            table[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            table[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        {
            for (var j = 1; j <= to.Length; j++)
            {
                var step = from[i - 1] == to[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + step);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[from.Length, to.Length];
    }
}
