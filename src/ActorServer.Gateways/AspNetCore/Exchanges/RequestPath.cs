using System.Buffers;
using System.Text;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// The path as ASP.NET Core applications expect it from their server: percent-decoded as UTF-8, but for <c>%2F</c>, which would become a separator, and
/// for bytes that are no UTF-8, which stay as they came; then without dot segments (RFC 3986 §5.2.4), so that none climbs out of a folder of static files.
/// </summary>
internal static class RequestPath
{
    /// <summary>Decodes a path.</summary>
    /// <param name="path">The raw path: printable ASCII, beginning with a slash.</param>
    public static string Decode(ReadOnlySpan<byte> path)
    {
        bool isEscaped = path.Contains((byte)'%');
        if (!isEscaped && path.IndexOf("/."u8) < 0)
            return Encoding.ASCII.GetString(path);

        byte[] buffer = ArrayPool<byte>.Shared.Rent(path.Length);
        path.CopyTo(buffer);
        int length = isEscaped ? Unescape(buffer.AsSpan(0, path.Length)) : path.Length;
        length = RemoveDotSegments(buffer.AsSpan(0, length));
        string decoded = Encoding.UTF8.GetString(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        return decoded;
    }

    // In place: what is decoded is never longer than what it was.
    private static int Unescape(Span<byte> bytes)
    {
        int written = 0;
        Span<byte> rune = stackalloc byte[4];
        for (int read = 0; read < bytes.Length;)
        {
            int escapes = bytes[read] == '%' ? ReadRune(bytes[read..], rune) : 0;
            if (escapes == 0 || (escapes == 1 && rune[0] == '/'))
            {
                bytes[written++] = bytes[read++];
                continue;
            }

            rune[..escapes].CopyTo(bytes[written..]);
            written += escapes;
            read += 3 * escapes;
        }

        return written;
    }

    // The number of escapes that make up one character, its bytes in rune; 0 when they make none.
    private static int ReadRune(ReadOnlySpan<byte> bytes, Span<byte> rune)
    {
        int count = 0;
        while (count < rune.Length && bytes.Length >= 3 && bytes[0] == '%'
            && Convert.FromHexString(bytes.Slice(1, 2), rune.Slice(count, 1), out _, out _) == OperationStatus.Done)
        {
            count++;
            bytes = bytes[3..];
        }

        return Rune.DecodeFromUtf8(rune[..count], out _, out int used) == OperationStatus.Done ? used : 0;
    }

    private static int RemoveDotSegments(Span<byte> path)
    {
        int written = 0;
        for (int read = 0; read < path.Length;)
        {
            int end = path[(read + 1)..].IndexOf((byte)'/');
            int next = end < 0 ? path.Length : read + 1 + end;
            ReadOnlySpan<byte> segment = path[(read + 1)..next];
            bool isLast = next == path.Length;
            if (segment is [(byte)'.'] or [(byte)'.', (byte)'.'])
            {
                if (segment.Length == 2)
                    written = Math.Max(0, path[..written].LastIndexOf((byte)'/'));
                if (isLast)
                    path[written++] = (byte)'/';
            }
            else
            {
                path[read..next].CopyTo(path[written..]);
                written += next - read;
            }

            read = next;
        }

        return written;
    }
}
