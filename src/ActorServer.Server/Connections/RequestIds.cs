using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using ActorServer.Http;

namespace ActorServer.Server.Connections;

/// <summary>Gives each request the name that it carries through logs: the client's own <c>X-Request-ID</c> when it is fit to be logged, else a new one.</summary>
public sealed class RequestIds
{
    private const int Longest = 128;

    private static readonly SearchValues<byte> Fit =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:+/=@"u8);

    // Unique to this run of this server; the exchange's number does the rest.
    private readonly string _run = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>The request's id.</summary>
    /// <param name="head">May carry one: 1 to 128 letters, digits and <c>-_.:+/=@</c>; any other is replaced.</param>
    /// <param name="exchange">The exchange's number, unique on this server.</param>
    public string For(RequestHead head, long exchange)
    {
        if (head.Fields.TryFind("X-Request-ID"u8, out int index))
        {
            ReadOnlySpan<byte> value = head.Fields.Value(index);
            if (value.Length is > 0 and <= Longest && !value.ContainsAnyExcept(Fit))
            {
                return Encoding.ASCII.GetString(value);
            }
        }

        return New(exchange);
    }

    /// <summary>A new id, also for a request that was refused before its fields were known.</summary>
    /// <param name="exchange">The exchange's number, unique on this server.</param>
    public string New(long exchange)
    {
        // Once per request: written in place, without an interpolation's buffer.
        int digits = Math.Max(1, (64 - BitOperations.LeadingZeroCount((ulong)exchange) + 3) / 4);
        return string.Create(_run.Length + 1 + digits, (_run, exchange), static (text, id) =>
        {
            id._run.CopyTo(text);
            text[id._run.Length] = '-';
            id.exchange.TryFormat(text[(id._run.Length + 1)..], out _, "x", CultureInfo.InvariantCulture);
        });
    }
}
