using System.Net;
using ActorServer.Http;

namespace ActorServer.Server.Connections.Opening;

/// <summary>
/// Reads the header of the PROXY protocol, versions 1 and 2, as HAProxy's specification has it (doc/proxy-protocol.txt). A pure function of the bytes so far. Whatever is
/// not exactly a header is malformed as soon as its first wrong byte is there: who would guess here would let clients choose their addresses.
/// </summary>
internal static class ProxyHeaderReader
{
    /// <summary>Bytes of the longest header that is read: version 2 may carry 64 KiB of extensions, and nobody needs them.</summary>
    public const int Longest = 8 * 1024;

    private const int LongestV1 = 107;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">All bytes since the beginning of the connection, of a long sequence the first <see cref="Longest"/>.</param>
    /// <param name="header">The header, after <see cref="ParseStatus.Complete"/>.</param>
    /// <param name="length">Its bytes; what follows is the client's.</param>
    /// <param name="problem">After <see cref="ParseStatus.Refused"/> what is wrong.</param>
    public static ParseStatus Read(ReadOnlySpan<byte> bytes, out ProxyHeader header, out int length, out string problem)
    {
        (header, length, problem) = (default, 0, "");
        if (bytes.IsEmpty)
        {
            return ParseStatus.NeedMore;
        }

        return IsBeginning(bytes, ProxyHeaderV2.Signature) ? ProxyHeaderV2.Read(bytes, out header, out length, out problem)
            : IsBeginning(bytes, "PROXY "u8) ? ReadV1(bytes, out header, out length, out problem)
            : Refuse($"there is no header of the PROXY protocol; got {LogText.Quote(bytes[..Math.Min(bytes.Length, 16)])}", out problem);
    }

    private static bool IsBeginning(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        bytes.Length < signature.Length ? signature.StartsWith(bytes) : bytes.StartsWith(signature);

    private static ParseStatus ReadV1(ReadOnlySpan<byte> bytes, out ProxyHeader header, out int length, out string problem)
    {
        (header, length, problem) = (default, 0, "");
        ReadOnlySpan<byte> room = bytes[..Math.Min(bytes.Length, LongestV1)];
        int end = room.IndexOfAny((byte)'\r', (byte)'\n');
        bool isCut = end >= 0 && end == room.Length - 1 && room[end] == '\r' && room.Length < LongestV1;
        if ((end < 0 && room.Length < LongestV1) || isCut)
        {
            return ParseStatus.NeedMore;
        }

        ReadOnlySpan<byte> line = end < 0 ? room : room[..end];
        if (end < 0 || !room[end..].StartsWith("\r\n"u8))
        {
            return Refuse($"its header does not end with CRLF within {LongestV1} bytes; got {LogText.Quote(line)}", out problem);
        }

        length = end + 2;
        return TryReadLine(line["PROXY "u8.Length..], out header) ? ParseStatus.Complete : Refuse($"its header is malformed; got {LogText.Quote(line)}", out problem);
    }

    // "TCP4" or "TCP6", then source, destination, source port and destination port, one space between them; or "UNKNOWN" and anything.
    private static bool TryReadLine(ReadOnlySpan<byte> line, out ProxyHeader header)
    {
        header = new ProxyHeader(null, null, ProxyConnection.UnknownClient);
        if (line.SequenceEqual("UNKNOWN"u8) || line.StartsWith("UNKNOWN "u8))
        {
            return true;
        }

        Span<Range> parts = stackalloc Range[6];
        bool isV6 = line.StartsWith("TCP6 "u8);
        if ((!isV6 && !line.StartsWith("TCP4 "u8)) || Split(line, parts) != 5)
        {
            return false;
        }

        if (!TryReadEnd(line[parts[1]], line[parts[3]], isV6, out IPEndPoint? source)
            || !TryReadEnd(line[parts[2]], line[parts[4]], isV6, out IPEndPoint? destination))
        {
            return false;
        }

        header = new ProxyHeader(source, destination, ProxyConnection.Client);
        return true;
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> parts)
    {
        int count = 0;
        foreach (Range part in line.Split((byte)' '))
        {
            if (count == parts.Length)
            {
                break;
            }

            parts[count++] = part;
        }

        return count;
    }

    private static bool TryReadEnd(ReadOnlySpan<byte> address, ReadOnlySpan<byte> port, bool isV6, out IPEndPoint? end)
    {
        bool isAddress = isV6 ? AddressText.TryReadV6(address, out IPAddress? read) : AddressText.TryReadV4(address, out read);
        bool isEnd = isAddress & AddressText.TryReadPort(port, out int number) && (port.Length == 1 || port[0] != '0');
        end = isEnd ? new IPEndPoint(read!, number) : null; // One of the two has read it.
        return isEnd;
    }

    private static ParseStatus Refuse(string sentence, out string problem)
    {
        problem = sentence;
        return ParseStatus.Refused;
    }
}
