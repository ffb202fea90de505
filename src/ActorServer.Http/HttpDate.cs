using System.Globalization;

namespace ActorServer.Http;

/// <summary>Dates as HTTP writes them: <c>Sun, 06 Nov 1994 08:49:37 GMT</c> (IMF-fixdate, RFC 9110 §5.6.7).</summary>
public static class HttpDate
{
    /// <summary>Bytes of every formatted date.</summary>
    public const int Length = 29;

    /// <summary>Formats a moment; parts of a second are cut.</summary>
    /// <param name="moment">The moment, in any offset.</param>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <returns>The bytes written, always <see cref="Length"/>.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static int Format(DateTimeOffset moment, Span<byte> destination)
    {
        if (!moment.TryFormat(destination, out int written, "r", CultureInfo.InvariantCulture))
            throw new ArgumentException($"A date needs {Length} bytes; the destination has {destination.Length}.", nameof(destination));
        return written;
    }
}
