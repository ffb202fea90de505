using System.Globalization;
using System.Text;

namespace ActorServer.Server.Time;

/// <summary>The value of the Date field (RFC 9110 §6.6.1), formatted once a second and shared by all connections.</summary>
/// <param name="time">Whose wall clock counts.</param>
public sealed class DateHeader(TimeProvider time)
{
    private sealed record Formatted(long Second, byte[] Text);

    private Formatted _current = new(-1, []);

    /// <summary>The current second as an IMF-fixdate; any thread may ask.</summary>
    public ReadOnlySpan<byte> Now
    {
        get
        {
            DateTimeOffset now = time.GetUtcNow();
            long second = now.Ticks / TimeSpan.TicksPerSecond;
            Formatted current = Volatile.Read(ref _current);
            if (current.Second != second)
            {
                // Two threads may format the same second: the texts are equal, so either may win.
                current = new Formatted(second, Encoding.ASCII.GetBytes(now.ToString("r", CultureInfo.InvariantCulture)));
                Volatile.Write(ref _current, current);
            }

            return current.Text;
        }
    }
}
