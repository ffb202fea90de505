using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using ActorServer.Http;

namespace ActorServer.Server.Connections.Opening;

/// <summary>Version 2 of the PROXY protocol: signature, version and command, family, length, addresses, extensions.</summary>
internal static class ProxyHeaderV2
{
    private const int Fixed = 16;
    private const byte Checksum = 0x03;
    private const byte Ssl = 0x20;

    /// <summary>What a header begins with: no protocol that is text does.</summary>
    public static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>Reads a header whose signature is right as far as it has come.</summary>
    /// <param name="bytes">All bytes so far.</param>
    /// <param name="header">The header, after <see cref="ParseStatus.Complete"/>.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="problem">After <see cref="ParseStatus.Refused"/> what is wrong.</param>
    public static ParseStatus Read(ReadOnlySpan<byte> bytes, out ProxyHeader header, out int length, out string problem)
    {
        (header, length, problem) = (default, 0, "");
        if (bytes.Length > 12 && bytes[12] is not (0x20 or 0x21))
        {
            problem = $"its header has version and command 0x{bytes[12]:X2}; 0x20 and 0x21 are known";
            return ParseStatus.Refused;
        }

        bool isOwn = bytes.Length > 12 && bytes[12] == 0x20;
        if (bytes.Length > 13 && !isOwn && bytes[13] is not (0x00 or 0x11 or 0x21 or 0x31))
        {
            problem = $"its header has the address family 0x{bytes[13]:X2}; 0x00, 0x11, 0x21 and 0x31 are known";
            return ParseStatus.Refused;
        }

        if (bytes.Length < Fixed)
        {
            return ParseStatus.NeedMore;
        }

        length = Fixed + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (length > ProxyHeaderReader.Longest)
        {
            problem = $"its header is {length} bytes; at most {ProxyHeaderReader.Longest} are read";
            return ParseStatus.Refused;
        }

        if (bytes.Length < length)
        {
            return ParseStatus.NeedMore;
        }

        // The specification lets what a LOCAL header says be anything.
        if (isOwn)
        {
            header = new ProxyHeader(null, null, ProxyConnection.Own);
            return ParseStatus.Complete;
        }

        problem = ReadAddresses(bytes[..length], out header);
        return problem.Length == 0 ? ParseStatus.Complete : ParseStatus.Refused;
    }

    private static string ReadAddresses(ReadOnlySpan<byte> bytes, out ProxyHeader header)
    {
        ReadOnlySpan<byte> rest = bytes[Fixed..];
        (int addressLength, int addresses) = bytes[13] switch
        {
            0x11 => (4, 12),
            0x21 => (16, 36),
            0x31 => (108, 216),
            _ => (0, 0),
        };
        header = default;
        if (rest.Length < addresses)
        {
            return $"its header has {rest.Length} bytes for addresses that need {addresses}";
        }

        header = addressLength switch
        {
            0 => new ProxyHeader(null, null, ProxyConnection.UnknownClient),
            108 => new ProxyHeader(null, null, ProxyConnection.UnixClient),
            _ => new ProxyHeader(End(rest, 0, addressLength), End(rest, 1, addressLength), ProxyConnection.Client),
        };
        return ReadExtensions(bytes, Fixed + addresses, ref header);
    }

    private static IPEndPoint End(ReadOnlySpan<byte> block, int number, int addressLength)
    {
        var address = new IPAddress(block.Slice(number * addressLength, addressLength));
        ushort port = BinaryPrimitives.ReadUInt16BigEndian(block[((2 * addressLength) + (2 * number))..]);
        return new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port);
    }

    // Type, length and value each. Only two are of use here: whether the client spoke TLS, and the checksum over all of the header.
    private static string ReadExtensions(ReadOnlySpan<byte> bytes, int at, ref ProxyHeader header)
    {
        while (at < bytes.Length)
        {
            int length = bytes.Length - at < 3 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 1)..]);
            if (length > bytes.Length - at - 3)
            {
                return "its header ends within an extension";
            }

            ReadOnlySpan<byte> value = bytes.Slice(at + 3, length);
            if (bytes[at] == Checksum && (length != 4 || BinaryPrimitives.ReadUInt32BigEndian(value) != ChecksumOf(bytes, at + 3)))
            {
                return "the checksum of its header is wrong";
            }

            if (bytes[at] == Ssl && length > 0)
            {
                header = header with { IsSecure = (value[0] & 1) != 0 };
            }

            at += 3 + length;
        }

        return "";
    }

    // CRC32c, with zeros in the place of the checksum itself.
    private static uint ChecksumOf(ReadOnlySpan<byte> bytes, int place)
    {
        uint sum = uint.MaxValue;
        for (int at = 0; at < bytes.Length; at++)
        {
            sum = BitOperations.Crc32C(sum, at >= place && at < place + 4 ? (byte)0 : bytes[at]);
        }

        return ~sum;
    }
}
