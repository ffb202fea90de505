namespace ActorServer.Http;

/// <summary>
/// Reads the line before a chunk's data, byte by byte: hex digits, then <c>*( BWS ";" BWS name [ BWS "=" BWS value ] )</c>, CRLF (RFC 9112 §7.1).
/// Nothing of an extension is kept; what it costs is counted. States: size → (behind a part, in a part) → return → done.
/// </summary>
internal struct ChunkLine
{
    private const int MaxDigits = 16;

    private State _state;
    private int _digits;
    private long _free;

    private enum State
    {
        Size,
        AfterSize,
        NameStart,
        Name,
        AfterName,
        ValueStart,
        Value,
        Quoted,
        QuotedPair,
        AfterQuoted,
        AfterValue,
        Return,
        Done,
    }

    /// <summary>The chunk's size as given; 0 ends the body.</summary>
    public ulong Size { get; private set; }

    /// <summary>True once the size is known: its digits have ended.</summary>
    public readonly bool IsSizeKnown => _state > State.Size;

    /// <summary>True once the line's CRLF is read.</summary>
    public readonly bool IsDone => _state == State.Done;

    /// <summary>Takes the next byte.</summary>
    /// <param name="value">The byte.</param>
    /// <param name="overhead">Counts bytes beyond the chunk's free ones, over all chunks of a body.</param>
    /// <returns>The rule that it breaks, or null.</returns>
    public Refusal? Take(byte value, ref long overhead)
    {
        if (_state == State.Size)
            return TakeSize(value);
        if (_state == State.Return)
        {
            _state = State.Done;
            return value == '\n' ? null : Refusal.BareCarriageReturn;
        }

        return TakeExtension(value, ref overhead);
    }

    private Refusal? TakeSize(byte value)
    {
        if (char.IsAsciiHexDigit((char)value))
        {
            if (++_digits > MaxDigits)
                return Refusal.ChunkSizeTooLong;
            Size = (Size << 4) | HexValue(value);
            return null;
        }

        if (_digits == 0)
            return Refusal.InvalidChunkSize;

        // 16 + 2n bytes are free: that much framing may come with n bytes of data from a client that means well.
        _free = Size > long.MaxValue / 4 ? long.MaxValue : 16 + (2 * (long)Size) - _digits;
        (Refusal? refusal, _state) = value switch
        {
            (byte)'\r' => (null, State.Return),
            (byte)';' => (null, State.NameStart),
            (byte)' ' or (byte)'\t' => (null, State.AfterSize),
            (byte)'\n' => (Refusal.BareLineFeed, State.Size),
            _ => ((Refusal?)Refusal.InvalidChunkSize, State.Size),
        };
        _free -= _state is State.NameStart or State.AfterSize ? 1 : 0;
        return refusal;
    }

    private static uint HexValue(byte digit) => digit <= '9' ? (uint)(digit - '0') : (uint)((digit | 0x20) - 'a' + 10);

    private Refusal? TakeExtension(byte value, ref long overhead)
    {
        State? next = Next(value);
        if (next is { } known)
        {
            _state = known;
            if (known != State.Return && --_free < 0)
                overhead++;
            return null;
        }

        return value switch
        {
            (byte)'\n' => Refusal.BareLineFeed,
            // White space behind a size belongs to an extension that must follow; alone it makes two readers see two sizes.
            _ when _state == State.AfterSize => Refusal.InvalidChunkSize,
            _ => Refusal.InvalidChunkExtension,
        };
    }

    private readonly State? Next(byte value) => (_state, value) switch
    {
        (State.Quoted, (byte)'"') => State.AfterQuoted,
        (State.Quoted, (byte)'\\') => State.QuotedPair,
        (State.Quoted or State.QuotedPair, (byte)'\t' or >= 0x20 and not 0x7F) => State.Quoted,
        (State.Quoted or State.QuotedPair, _) => null,

        (State.NameStart or State.AfterName or State.ValueStart or State.AfterSize or State.AfterValue, (byte)' ' or (byte)'\t') => _state,
        (State.Name, (byte)' ' or (byte)'\t') => State.AfterName,
        (State.Value or State.AfterQuoted, (byte)' ' or (byte)'\t') => State.AfterValue,

        (State.Name or State.Value or State.AfterQuoted, (byte)'\r') => State.Return,
        (State.NameStart or State.ValueStart, (byte)';') => null,
        (State.AfterSize or State.Name or State.AfterName or State.Value or State.AfterQuoted or State.AfterValue, (byte)';') => State.NameStart,
        (State.Name or State.AfterName, (byte)'=') => State.ValueStart,
        (State.ValueStart, (byte)'"') => State.Quoted,

        (State.NameStart or State.Name, _) when Grammar.Token.Contains(value) => State.Name,
        (State.ValueStart or State.Value, _) when Grammar.Token.Contains(value) => State.Value,
        _ => null,
    };
}
