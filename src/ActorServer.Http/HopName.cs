using System.Net;
using System.Text;

namespace ActorServer.Http;

/// <summary>What a proxy calls the hop that it had a request from: an address with its port where the proxy tells it, a Unix-domain socket, or a name that hides it.</summary>
/// <param name="Address">The address; null when there is none.</param>
/// <param name="Port">The port; 0 when it is not told.</param>
/// <param name="IsUnix">True for a Unix-domain socket.</param>
public readonly record struct HopName(IPAddress? Address, int Port, bool IsUnix)
{
    /// <summary>Reads an entry of X-Forwarded-For, which nobody has standardized: an address with or without brackets and port, <c>unknown</c>, or nginx's <c>unix:</c>.</summary>
    /// <param name="text">The entry without surrounding white space.</param>
    /// <param name="hop">The hop.</param>
    public static bool TryParseEntry(ReadOnlySpan<byte> text, out HopName hop)
    {
        hop = default;
        if (FieldRules.Is(text, "unknown"u8))
            return true;
        if (text.SequenceEqual("unix:"u8))
        {
            hop = new HopName(null, 0, IsUnix: true);
            return true;
        }

        // More than one colon without brackets is an IPv6 address alone.
        if (text.IndexOf((byte)':') != text.LastIndexOf((byte)':') && text[0] != '[')
        {
            if (!AddressText.TryReadV6(text, out IPAddress? address))
                return false;
            hop = new HopName(address, 0, IsUnix: false);
            return true;
        }

        return TryParseAddress(text, mayHidePort: false, out hop);
    }

    /// <summary>Reads a node of the field Forwarded (RFC 7239 §6), without quotes.</summary>
    /// <param name="text">The node.</param>
    /// <param name="hop">The hop; without an address for <c>unknown</c> and for obfuscated identifiers.</param>
    public static bool TryParseNode(ReadOnlySpan<byte> text, out HopName hop)
    {
        hop = default;
        int colon = text.IndexOf((byte)':');
        ReadOnlySpan<byte> name = colon < 0 ? text : text[..colon];
        return FieldRules.Is(name, "unknown"u8) || IsObfuscated(name)
            ? colon < 0 || IsPort(text[(colon + 1)..], mayHide: true, out _)
            : TryParseAddress(text, mayHidePort: true, out hop);
    }

    // IPv4address [ ":" port ] or "[" IPv6address "]" [ ":" port ].
    private static bool TryParseAddress(ReadOnlySpan<byte> text, bool mayHidePort, out HopName hop)
    {
        hop = default;
        bool isV6 = text.StartsWith("["u8);
        int end = isV6 ? text.IndexOf((byte)']') + 1 : text.IndexOf((byte)':');
        if (isV6 && end == 0)
            return false;

        ReadOnlySpan<byte> port = end < 0 ? [] : text[end..];
        ReadOnlySpan<byte> name = text[..(text.Length - port.Length)];
        bool isAddress = isV6 ? AddressText.TryReadV6(name[1..^1], out IPAddress? address) : AddressText.TryReadV4(name, out address);
        int number = 0;
        if (!isAddress || !(port.IsEmpty || (port[0] == ':' && IsPort(port[1..], mayHidePort, out number))))
            return false;

        hop = new HopName(address, number, IsUnix: false);
        return true;
    }

    private static bool IsPort(ReadOnlySpan<byte> text, bool mayHide, out int port) =>
        AddressText.TryReadPort(text, out port) || (mayHide && IsObfuscated(text));

    // RFC 7239 §6.3.
    private static bool IsObfuscated(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '_')
            return false;
        foreach (byte value in text[1..])
        {
            if (!Ascii.IsValid(value) || !(char.IsAsciiLetterOrDigit((char)value) || value is (byte)'.' or (byte)'_' or (byte)'-'))
                return false;
        }

        return true;
    }
}
