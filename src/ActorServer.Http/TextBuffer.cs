using System.Text;

namespace ActorServer.Http;

/// <summary>Text on its way to the wire: one array of bytes that grows and is used again.</summary>
internal sealed class TextBuffer
{
    private byte[] _bytes = new byte[512];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What is written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Forgets everything; the array stays.</summary>
    public void Clear() => Length = 0;

    /// <summary>
    /// Writes a text as latin-1, the field's own encoding (RFC 9110 §5.5), or the whole of it as UTF-8 when latin-1 cannot say it: half of
    /// each could not be read by anybody.
    /// </summary>
    /// <returns>How many bytes it takes.</returns>
    public int Write(string text)
    {
        Encoding encoding = text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF') ? Encoding.UTF8 : Encoding.Latin1;
        int needed = Length + encoding.GetMaxByteCount(text.Length);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, _bytes.Length * 2));

        int written = encoding.GetBytes(text, _bytes.AsSpan(Length));
        Length += written;
        return written;
    }

    /// <summary>Writes a name and a value; where they stand, the value not trimmed.</summary>
    public FieldSpan Write(string name, string value)
    {
        int start = Length;
        int nameLength = Write(name);
        return new FieldSpan(start, nameLength, start + nameLength, Write(value));
    }
}
