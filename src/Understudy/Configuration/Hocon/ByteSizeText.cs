using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Sizes as HOCON writes them: a number, then perhaps white space, then a unit of 1000 (MB) or 1024 (MiB, M).</summary>
internal static class ByteSizeText
{
    /// <exception cref="FormatException">The text is not a size, or more bytes than a <see cref="long"/> counts.</exception>
    public static long Parse(string text)
    {
        var digits = text.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        var unit = text.AsSpan(digits.Length);
        if (Factor(unit) is not { } factor || !decimal.TryParse(digits, NumberStyles.Number, NumberFormatInfo.InvariantInfo, out var number))
        {
            throw new FormatException($"'{text}' is not a size in bytes: expected a number and a unit, such as 240B, 64KiB or 32MiB.");
        }

        try
        {
            return decimal.ToInt64(number * factor);
        }
        catch (OverflowException)
        {
            throw new FormatException($"'{text}' is more bytes than can be counted.");
        }
    }

    private static decimal? Factor(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "b" or "B" or "byte" or "bytes" => 1m,
        "kB" or "kilobyte" or "kilobytes" => 1e3m,
        "MB" or "megabyte" or "megabytes" => 1e6m,
        "GB" or "gigabyte" or "gigabytes" => 1e9m,
        "TB" or "terabyte" or "terabytes" => 1e12m,
        "PB" or "petabyte" or "petabytes" => 1e15m,
        "EB" or "exabyte" or "exabytes" => 1e18m,
        "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
        "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
        "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
        "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
        "P" or "p" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
        "E" or "e" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => 1L << 60,
        _ => null,
    };
}
