using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations as HOCON writes them: a number, then perhaps white space, then a unit.</summary>
internal static class DurationText
{
    /// <exception cref="FormatException">The text is not a duration, or a negative one.</exception>
    public static TimeSpan Parse(string text, bool allowInfinite)
    {
        if (allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase)) return Timeout.InfiniteTimeSpan;

        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyz");
        var unit = text.AsSpan(digits.Length);
        if (Ticks(unit) is not { } ticks
            || !double.TryParse(digits, NumberStyles.Float, NumberFormatInfo.InvariantInfo, out var number)
            || number < 0)
        {
            throw new FormatException($"'{text}' is not a duration: expected a number that is not negative and a unit, such as 100ms, 30s or 2m.");
        }

        var total = Math.Round(number * ticks);
        if (!(total < long.MaxValue)) throw new FormatException($"'{text}' is longer than a duration can be.");
        return TimeSpan.FromTicks((long)total);
    }

    private static double? Ticks(ReadOnlySpan<char> unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        // A bare number is one of milliseconds.
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => null,
    };
}
