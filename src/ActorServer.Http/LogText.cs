using System.Buffers;
using System.Text;

namespace ActorServer.Http;

/// <summary>
/// Bytes of a peer as text that is safe in a log line: controls and bytes above 0x7E become <c>\xNN</c>, quotes and backslashes get a
/// backslash before them. What comes out is printable ASCII, one line, and cannot end a quoted string.
/// </summary>
public static class LogText
{
    /// <summary>Characters of a quoted value in a message before it is cut.</summary>
    public const int DefaultLength = 80;

    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(i => (byte)i).Where(b => b is not ((byte)'"' or (byte)'\\'))]);

    /// <summary>Escapes all of the bytes.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.ContainsAnyExcept(Plain))
            return Encoding.ASCII.GetString(bytes);

        var text = new StringBuilder(bytes.Length + 16);
        foreach (byte value in bytes)
            Append(text, value);
        return text.ToString();
    }

    /// <summary>Escapes the bytes, puts them between quotes and cuts them: <c>"GET /\x00"</c>, <c>"aaaa"...</c>.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="maxLength">Characters between the quotes at most.</param>
    public static string Quote(ReadOnlySpan<byte> bytes, int maxLength = DefaultLength)
    {
        var text = new StringBuilder("\"", Math.Min(bytes.Length, maxLength) + 8);
        foreach (byte value in bytes)
        {
            int length = text.Length;
            Append(text, value);
            if (text.Length - 1 <= maxLength)
                continue;

            // An escape is kept whole or not at all.
            text.Length = length;
            return text.Append("\"...").ToString();
        }

        return text.Append('"').ToString();
    }

    /// <summary>Escapes all of the bytes into a writer: for those who write lines without strings.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="output">Takes printable ASCII.</param>
    public static void Escape(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
        {
            int plain = bytes.IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                output.Write(bytes);
                return;
            }

            output.Write(bytes[..plain]);
            byte value = bytes[plain];
            output.Write(value switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                _ => [(byte)'\\', (byte)'x', Hex(value >> 4), Hex(value & 15)],
            });
            bytes = bytes[(plain + 1)..];
        }
    }

    private static void Append(StringBuilder text, byte value) => _ = value switch
    {
        (byte)'"' or (byte)'\\' => text.Append('\\').Append((char)value),
        >= 0x20 and <= 0x7E => text.Append((char)value),
        _ => text.Append("\\x").Append((char)Hex(value >> 4)).Append((char)Hex(value & 15)),
    };

    private static byte Hex(int digit) => "0123456789ABCDEF"u8[digit];
}
