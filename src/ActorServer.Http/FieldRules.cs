using System.Text;

namespace ActorServer.Http;

/// <summary>Which fields are not passed on, and which must not be trailers.</summary>
internal static class FieldRules
{
    /// <summary>
    /// True for fields that no application ever sees: names with <c>_</c>, which CGI cannot tell from <c>-</c>; Proxy, which CGI programs
    /// mistake for a setting of their own; and, unless the peer is trusted, what only a proxy may say.
    /// </summary>
    public static bool IsDropped(ReadOnlySpan<byte> name, ForwardingFields kept) =>
        name.Contains((byte)'_')
        || Is(name, "Proxy"u8)
        || ((kept & ForwardingFields.Forwarded) == 0 && Is(name, "Forwarded"u8))
        || ((kept & ForwardingFields.XForwarded) == 0 && name.Length > 12 && Is(name[..12], "X-Forwarded-"u8));

    /// <summary>True for fields that decide framing, routing, authentication or the meaning of the content: too late in a trailer (RFC 9110 §6.5.1).</summary>
    public static bool IsForbiddenTrailer(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Is(name, "TE"u8),
        4 => Is(name, "Host"u8),
        6 => Is(name, "Cookie"u8) || Is(name, "Expect"u8),
        7 => Is(name, "Trailer"u8) || Is(name, "Upgrade"u8),
        10 => Is(name, "Connection"u8) || Is(name, "Keep-Alive"u8) || Is(name, "Set-Cookie"u8),
        12 => Is(name, "Content-Type"u8) || Is(name, "Max-Forwards"u8),
        13 => Is(name, "Authorization"u8) || Is(name, "Content-Range"u8),
        14 => Is(name, "Content-Length"u8),
        16 => Is(name, "Content-Encoding"u8) || Is(name, "WWW-Authenticate"u8) || Is(name, "Proxy-Connection"u8),
        17 => Is(name, "Transfer-Encoding"u8),
        18 => Is(name, "Proxy-Authenticate"u8),
        19 => Is(name, "Proxy-Authorization"u8),
        _ => false,
    };

    /// <summary>True for fields that speak of one connection only, which is the server's and not the application's (RFC 9110 §7.6.1).</summary>
    public static bool IsHopByHop(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 => Is(name, "TE"u8),
        7 => Is(name, "Trailer"u8) || Is(name, "Upgrade"u8),
        8 => Is(name, "Trailers"u8),
        10 => Is(name, "Connection"u8) || Is(name, "Keep-Alive"u8),
        16 => Is(name, "Proxy-Connection"u8),
        17 => Is(name, "Transfer-Encoding"u8),
        18 => Is(name, "Proxy-Authenticate"u8),
        19 => Is(name, "Proxy-Authorization"u8),
        _ => false,
    };

    /// <summary>True when two names are the same in any case.</summary>
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => Ascii.EqualsIgnoreCase(name, other);
}
