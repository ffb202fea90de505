using System.Buffers;
using System.Globalization;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Server.AccessLog;

/// <summary>
/// The combined log format of Apache httpd with the server's own facts behind it:
/// <c>client - - [time] "request line" status bytes "referer" "user agent" id duration-ms queue-ms worker</c>.
/// </summary>
internal sealed class CombinedAccessLogFormat : IAccessLogFormat
{
    private long _second = -1;
    private byte[] _time = [];

    /// <inheritdoc/>
    public void Append(IBufferWriter<byte> lines, ExchangeCompleted exchange)
    {
        lines.Write(Encoding.UTF8.GetBytes(exchange.Client));
        lines.Write(" - - ["u8);
        lines.Write(Time(exchange.At));
        lines.Write("] \""u8);
        LogText.Escape(exchange.Head is { } head ? head.RequestLine : RequestLineOf(exchange), lines);
        lines.Write("\" "u8);
        Number(lines, exchange.Status);
        lines.Write(" "u8);
        Number(lines, exchange.BodyBytes);
        lines.Write(" \""u8);
        Field(lines, exchange, "Referer"u8);
        lines.Write("\" \""u8);
        Field(lines, exchange, "User-Agent"u8);
        lines.Write("\" "u8);
        LogText.Escape(Encoding.ASCII.GetBytes(exchange.RequestId), lines);
        lines.Write(" "u8);
        Milliseconds(lines, exchange.Duration);
        lines.Write(" "u8);
        Milliseconds(lines, exchange.Queued);
        lines.Write(" "u8);
        Worker(lines, exchange.Worker);
        lines.Write(exchange.IsComplete ? "\n"u8 : " reset\n"u8);
    }

    // Lines of the same second share its text.
    private ReadOnlySpan<byte> Time(DateTimeOffset at)
    {
        long second = at.UtcTicks / TimeSpan.TicksPerSecond;
        if (second != _second)
        {
            _second = second;
            _time = Encoding.ASCII.GetBytes(at.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        }

        return _time;
    }

    private static ReadOnlySpan<byte> RequestLineOf(ExchangeCompleted exchange) =>
        exchange.RawRequestLine.IsEmpty ? "-"u8 : exchange.RawRequestLine.Span;

    private static void Field(IBufferWriter<byte> lines, ExchangeCompleted exchange, ReadOnlySpan<byte> name)
    {
        if (exchange.Head is { } head && head.Fields.TryFind(name, out int index))
        {
            LogText.Escape(head.Fields.Value(index), lines);
        }
        else
        {
            lines.Write("-"u8);
        }
    }

    private static void Worker(IBufferWriter<byte> lines, int worker)
    {
        if (worker == 0)
        {
            lines.Write("-"u8);
        }
        else
        {
            Number(lines, worker);
        }
    }

    private static void Milliseconds(IBufferWriter<byte> lines, TimeSpan time)
    {
        Span<byte> room = lines.GetSpan(32);
        time.TotalMilliseconds.TryFormat(room, out int written, "F1", CultureInfo.InvariantCulture);
        lines.Advance(written);
    }

    private static void Number(IBufferWriter<byte> lines, long number)
    {
        Span<byte> room = lines.GetSpan(20);
        number.TryFormat(room, out int written, provider: CultureInfo.InvariantCulture);
        lines.Advance(written);
    }
}
