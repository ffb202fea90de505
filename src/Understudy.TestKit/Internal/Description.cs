using System.Globalization;

namespace Akka.TestKit.Internal;

/// <summary>The words of failed expectations: what was expected, how long it was waited for, and what came instead.</summary>
internal static class Description
{
    private const int LongestValue = 300;
    private const int MostMessages = 10;

    public static string Of(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan ? "an unlimited time" :
        time < TimeSpan.FromSeconds(1) ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms") :
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    public static string Of(MessageEnvelope envelope) => $"{OfValue(envelope.Message)} from {envelope.Sender}";

    public static string OfValue(object? value)
    {
        if (value is null)
            return "null";
        var text = value.ToString() ?? "";
        if (text.Length > LongestValue)
            text = string.Concat(text.AsSpan(0, LongestValue), "…");
        return $"[{text}] ({OfType(value.GetType())})";
    }

    public static string OfType(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return $"{(tick < 0 ? type.Name : type.Name[..tick])}<{string.Join(", ", type.GetGenericArguments().Select(OfType))}>";
    }

    /// <summary>" It skipped 2 others: …", or nothing.</summary>
    public static string OfSkipped(IReadOnlyCollection<object> messages) => messages.Count == 0
        ? " Nothing came at all."
        : $" What came instead ({messages.Count}): {OfAll(messages)}.";

    public static string OfAll(IReadOnlyCollection<object> messages)
    {
        var shown = string.Join(", ", messages.Take(MostMessages).Select(OfValue));
        return messages.Count > MostMessages ? $"{shown} and {messages.Count - MostMessages} more" : shown;
    }

    public static string Hint(string? hint) => string.IsNullOrEmpty(hint) ? "" : $" {hint}";
}
