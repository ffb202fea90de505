using System.Buffers;
using System.Net;

namespace ActorServer.Http;

/// <summary>
/// Reads addresses and ports as proxies write them. Only the one usual form of an IPv4 address counts: <c>010.0.0.1</c>, <c>10.1</c> and <c>0xA000001</c> are
/// addresses to some readers and other addresses to others.
/// </summary>
public static class AddressText
{
    // 45 is the longest text of an IPv6 address.
    private const int LongestV6 = 45;

    private static readonly SearchValues<byte> V6Bytes = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>Reads an IPv4 address: four decimal numbers without leading zeros.</summary>
    /// <param name="text">The text and nothing else.</param>
    /// <param name="address">The address, or null.</param>
    public static bool TryReadV4(ReadOnlySpan<byte> text, out IPAddress? address)
    {
        address = null;
        Span<byte> parts = stackalloc byte[4];
        for (int part = 0; part < 4; part++)
        {
            int length = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            length = length < 0 ? text.Length : length;
            if (length is 0 or > 3 || (length > 1 && text[0] == '0') || !byte.TryParse(text[..length], out parts[part]))
                return false;
            text = text[length..];
            if (part == 3)
                break;
            if (text.IsEmpty || text[0] != '.')
                return false;
            text = text[1..];
        }

        if (!text.IsEmpty)
            return false;
        address = new IPAddress(parts);
        return true;
    }

    /// <summary>Reads an IPv6 address without brackets, scope and prefix length; one that stands for an IPv4 address becomes that.</summary>
    /// <param name="text">The text and nothing else.</param>
    /// <param name="address">The address, or null.</param>
    public static bool TryReadV6(ReadOnlySpan<byte> text, out IPAddress? address)
    {
        address = null;
        if (text.Length > LongestV6 || !text.Contains((byte)':') || text.ContainsAnyExcept(V6Bytes) || !IPAddress.TryParse(text, out IPAddress? parsed))
            return false;

        address = parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
        return true;
    }

    /// <summary>Reads a port: 1 to 5 digits, 0 to 65535.</summary>
    /// <param name="text">The text and nothing else.</param>
    /// <param name="port">The port, or 0.</param>
    public static bool TryReadPort(ReadOnlySpan<byte> text, out int port)
    {
        bool isPort = text.Length <= 5 && Grammar.TryReadLength(text, out long number) && number <= ushort.MaxValue;
        port = isPort ? int.Parse(text) : 0;
        return isPort;
    }
}
