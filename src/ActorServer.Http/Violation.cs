namespace ActorServer.Http;

/// <summary>One broken rule: the reason, and the line that the log gets.</summary>
internal sealed record Violation(Refusal Reason, string Detail)
{
    /// <summary>A rule broken by these bytes.</summary>
    public static Violation Of(Refusal reason, ReadOnlySpan<byte> found) =>
        new(reason, $"{Rule(reason)}; got {LogText.Quote(found)}{Source(reason)}.");

    /// <summary>A limit passed by these bytes.</summary>
    public static Violation Over(Refusal reason, long limit, string unit, ReadOnlySpan<byte> found) =>
        new(reason, $"{Rule(reason)}: at most {limit} {unit} allowed; got {LogText.Quote(found)}{Source(reason)}.");

    /// <summary>A limit passed by a number.</summary>
    public static Violation Over(Refusal reason, long limit, string unit, ulong found) =>
        new(reason, $"{Rule(reason)}: at most {limit} {unit} allowed; got {found}{Source(reason)}.");

    private static string Rule(Refusal reason) => RefusalTable.Of(reason).Sentence.TrimEnd('.');

    private static string Source(Refusal reason)
    {
        RefusalEntry entry = RefusalTable.Of(reason);
        return entry.Key is null ? $" ({entry.Clause})" : $" ({entry.Key}, {entry.Clause})";
    }
}
