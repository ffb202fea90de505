using System.Globalization;

namespace ActorServer.Gateways;

/// <summary>Durations and sizes as people write them: a number and its unit.</summary>
public static class Units
{
    private static readonly System.Buffers.SearchValues<char> NumberCharacters = System.Buffers.SearchValues.Create("0123456789.");

    private static readonly (string[] Names, double Milliseconds)[] Durations =
    [
        (["us", "micros", "microsecond", "microseconds"], 0.001),
        (["ms", "millis", "millisecond", "milliseconds"], 1),
        (["s", "second", "seconds"], 1000),
        (["m", "minute", "minutes"], 60_000),
        (["h", "hour", "hours"], 3_600_000),
        (["d", "day", "days"], 86_400_000),
    ];

    private static readonly (string[] Names, long Bytes)[] Sizes =
    [
        (["B", "b", "byte", "bytes"], 1),
        (["kB", "KB"], 1000),
        (["KiB", "K", "k"], 1L << 10),
        (["MB"], 1_000_000),
        (["MiB", "M", "m"], 1L << 20),
        (["GB"], 1_000_000_000),
        (["GiB", "G", "g"], 1L << 30),
        (["TB"], 1_000_000_000_000),
        (["TiB", "T", "t"], 1L << 40),
    ];

    /// <summary>Reads a duration such as <c>500ms</c>, <c>1.5 s</c> or <c>2 minutes</c>.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <param name="duration">The duration, when true is returned.</param>
    /// <returns>False when the text is not a number with one of the units, or does not fit.</returns>
    public static bool TryDuration(string? text, out TimeSpan duration)
    {
        duration = default;
        if (!TrySplit(text, out var number, out var unit))
            return false;
        var factor = Durations.FirstOrDefault(entry => entry.Names.Contains(unit)).Milliseconds;
        if (factor == 0 || number * factor > TimeSpan.MaxValue.TotalMilliseconds / 2)
            return false;
        duration = TimeSpan.FromMilliseconds(number * factor);
        return true;
    }

    /// <summary>Reads a size such as <c>240B</c>, <c>64KiB</c> or <c>1.5 GiB</c>.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <param name="bytes">The size, when true is returned.</param>
    /// <returns>False when the text is not a number with one of the units, or does not fit.</returns>
    public static bool TrySize(string? text, out long bytes)
    {
        bytes = 0;
        if (!TrySplit(text, out var number, out var unit))
            return false;
        var factor = Sizes.FirstOrDefault(entry => entry.Names.Contains(unit)).Bytes;
        if (factor == 0 || number * factor > long.MaxValue / 2)
            return false;
        bytes = (long)(number * factor);
        return true;
    }

    /// <summary>A duration in the largest unit that needs no fraction.</summary>
    /// <param name="duration">The duration.</param>
    public static string Show(TimeSpan duration)
    {
        var milliseconds = duration.TotalMilliseconds;
        var (names, factor) = Durations.LastOrDefault(entry => milliseconds >= entry.Milliseconds && milliseconds % entry.Milliseconds == 0, Durations[2]);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / factor}{names[0]}");
    }

    /// <summary>A size in the largest binary unit that needs no fraction.</summary>
    /// <param name="bytes">The size.</param>
    public static string Show(long bytes)
    {
        var (names, factor) = Sizes.LastOrDefault(entry => (entry.Bytes & (entry.Bytes - 1)) == 0 && bytes >= entry.Bytes && bytes % entry.Bytes == 0, Sizes[0]);
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{names[0]}");
    }

    private static bool TrySplit(string? text, out double number, out string unit)
    {
        var trimmed = (text ?? "").AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExcept(NumberCharacters);
        unit = digits < 1 ? "" : trimmed[digits..].TrimStart().ToString();
        number = 0;
        return digits > 0 && double.TryParse(trimmed[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
