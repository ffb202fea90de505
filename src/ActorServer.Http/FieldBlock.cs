using System.Buffers;

namespace ActorServer.Http;

/// <summary>Reads the field lines of one head or one trailer section (RFC 9112 §5): limits, grammar, and the list of those that are kept.</summary>
internal sealed class FieldBlock(HttpLimits limits)
{
    private const int Usual = 16;

    // Rented for as long as there is a block: a connection that is idle has none.
    private FieldSpan[] _kept = [];
    private int _keptCount;
    private int _lines;
    private long _bytes;

    /// <summary>Forgets everything, for the next block.</summary>
    public void Reset()
    {
        (_keptCount, _lines, _bytes) = (0, 0, 0);
        if (_kept.Length > 0)
        {
            ArrayPool<FieldSpan>.Shared.Return(_kept);
            _kept = [];
        }
    }

    /// <summary>Checks a line against the block's limits and its line end. A line that is empty so far ends the block and costs nothing.</summary>
    /// <returns>The first rule that is broken, or null.</returns>
    public Violation? Measure(LineState state, ReadOnlySpan<byte> line)
    {
        int lineEnd = state switch
        {
            _ when line.IsEmpty => 0,
            LineState.Complete => 2,
            LineState.PendingReturn or LineState.BareCarriageReturn => 1,
            _ => 0,
        };
        // The limits come first: the byte that passes one stands before the line end.
        long bytes = _bytes + line.Length + lineEnd;
        if (bytes > limits.MaxHeaderBlock)
            return Violation.Over(Refusal.HeaderBlockTooLarge, limits.MaxHeaderBlock, "bytes", line);

        switch (state)
        {
            case LineState.BareLineFeed:
                return Violation.Of(Refusal.BareLineFeed, line);
            case LineState.BareCarriageReturn:
                return Violation.Of(Refusal.BareCarriageReturn, line);
            case LineState.Complete when !line.IsEmpty:
                _bytes = bytes;
                return ++_lines > limits.MaxFields
                    ? Violation.Over(Refusal.TooManyFields, limits.MaxFields, "field lines", line)
                    : null;
            default:
                return null;
        }
    }

    /// <summary>Reads a complete line that is not empty.</summary>
    /// <param name="line">The line without its line end; it has neither CR nor LF.</param>
    /// <param name="start">The line's offset, for <paramref name="field"/>.</param>
    /// <param name="field">Where name and trimmed value stand.</param>
    /// <returns>The first rule that is broken, or null.</returns>
    public static Violation? Parse(ReadOnlySpan<byte> line, int start, out FieldSpan field)
    {
        field = default;
        int colon = line.IndexOfAnyExcept(Grammar.Token);
        if (colon <= 0 || line[colon] != ':')
            return WrongName(line, colon);

        ReadOnlySpan<byte> value = line[(colon + 1)..].TrimStart(Grammar.WhiteSpace);
        int valueStart = line.Length - value.Length;
        value = value.TrimEnd(Grammar.WhiteSpace);
        if (value.ContainsAny(Grammar.ForbiddenInValues))
            return Violation.Of(Refusal.InvalidFieldValue, line);

        field = new FieldSpan(start, colon, start + valueStart, value.Length);
        return null;
    }

    /// <summary>Adds a field to the table.</summary>
    public void Keep(in FieldSpan field)
    {
        if (_keptCount == _kept.Length)
            Grow();
        _kept[_keptCount++] = field;
    }

    private void Grow()
    {
        FieldSpan[] larger = ArrayPool<FieldSpan>.Shared.Rent(Math.Max(Usual, 2 * _keptCount));
        _kept.AsSpan(0, _keptCount).CopyTo(larger);
        if (_kept.Length > 0)
            ArrayPool<FieldSpan>.Shared.Return(_kept);
        _kept = larger;
    }

    /// <summary>The table of the fields that were kept, over bytes whose offset 0 is the fields' offset 0.</summary>
    public FieldTable ToTable(byte[] bytes) => _keptCount == 0 ? FieldTable.Empty : new FieldTable(bytes, _kept[.._keptCount]);

    private static Violation WrongName(ReadOnlySpan<byte> line, int end)
    {
        int colon = line.IndexOf((byte)':');
        Refusal reason = line[0] switch
        {
            (byte)' ' or (byte)'\t' => Refusal.LeadingSpace,
            (byte)':' => Refusal.EmptyFieldName,
            _ when colon < 0 => Refusal.MissingColon,
            _ when line[end..colon].Trim(Grammar.WhiteSpace).IsEmpty => Refusal.SpaceBeforeColon,
            _ => Refusal.InvalidFieldName,
        };
        return Violation.Of(reason, line);
    }
}
