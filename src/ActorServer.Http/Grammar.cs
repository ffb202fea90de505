using System.Buffers;

namespace ActorServer.Http;

/// <summary>The character classes of RFC 9110 §5.6 as sets that are searched with vectors.</summary>
internal static class Grammar
{
    /// <summary>tchar: what methods and field names are made of.</summary>
    public static readonly SearchValues<byte> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>What no field value and no reason phrase may have: the controls without the tab, and DEL.</summary>
    public static readonly SearchValues<byte> ForbiddenInValues =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Where(i => i != '\t').Select(i => (byte)i), 0x7F]);

    /// <summary>Optional white space (OWS).</summary>
    public static ReadOnlySpan<byte> WhiteSpace => " \t"u8;

    /// <summary>True when the bytes are one token.</summary>
    public static bool IsToken(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.ContainsAnyExcept(Token);

    /// <summary>
    /// Reads 1 to 19 digits. A number beyond what a long holds is legal and means "more than any limit", so that it is refused as too large
    /// and not as malformed.
    /// </summary>
    public static bool TryReadLength(ReadOnlySpan<byte> digits, out long length)
    {
        length = 0;
        if (digits.Length is 0 or > 19 || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;

        // 19 digits stay below 2⁶⁴.
        ulong value = 0;
        foreach (byte digit in digits)
            value = (value * 10) + (uint)(digit - '0');
        length = (long)Math.Min(value, long.MaxValue);
        return true;
    }
}
