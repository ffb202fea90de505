using System.Buffers;
using System.Net;

namespace ActorServer.Http;

/// <summary>
/// A host with an optional port, as in Host and in absolute targets (RFC 3986 §3.2.2 and §3.2.3). The comma is legal in a registered
/// name but is taken for a list of hosts: nobody has such a name, and a proxy before us may have chosen the other half.
/// </summary>
public static class Authority
{
    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("-._~!$&'()*+;=%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789ABCDEFabcdef:."u8);

    /// <summary>True when the bytes are a host that is not empty, with a port of at most 65535 or none.</summary>
    /// <param name="bytes">All of the authority.</param>
    public static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.StartsWith("["u8) ? bytes.IndexOf((byte)']') + 1 : bytes.IndexOf((byte)':');
        if (end == 0)
            return false;

        ReadOnlySpan<byte> host = end < 0 ? bytes : bytes[..end];
        ReadOnlySpan<byte> port = end < 0 ? [] : bytes[end..];
        return IsHost(host) && (port.IsEmpty || (port[0] == ':' && IsPort(port[1..])));
    }

    private static bool IsHost(ReadOnlySpan<byte> host)
    {
        if (host.StartsWith("["u8))
        {
            ReadOnlySpan<byte> address = host[1..^1];
            // The set keeps out what IPAddress takes beyond the grammar: scopes and prefix lengths.
            return !address.ContainsAnyExcept(AddressBytes) && address.Contains((byte)':') && IPAddress.TryParse(address, out _);
        }

        return !host.IsEmpty && !host.ContainsAnyExcept(NameBytes) && HasWholeEscapes(host);
    }

    private static bool HasWholeEscapes(ReadOnlySpan<byte> host)
    {
        for (int at = host.IndexOf((byte)'%'); at >= 0; at = host.IndexOf((byte)'%'))
        {
            host = host[(at + 1)..];
            if (host.Length < 2 || !char.IsAsciiHexDigit((char)host[0]) || !char.IsAsciiHexDigit((char)host[1]) || host.StartsWith("00"u8))
                return false;
        }

        return true;
    }

    // An empty port is legal: it means the scheme's own.
    private static bool IsPort(ReadOnlySpan<byte> port) =>
        port.IsEmpty || (Grammar.TryReadLength(port, out long number) && number <= ushort.MaxValue);
}
