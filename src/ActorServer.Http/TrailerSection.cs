namespace ActorServer.Http;

/// <summary>Reads the trailers behind the last chunk (RFC 9112 §7.1.2), to the empty line that ends the body. The limits of a head hold again.</summary>
internal sealed class TrailerSection(HttpLimits limits)
{
    private readonly FieldBlock _block = new(limits);
    private LineScanner _scanner;
    private byte[] _bytes = [];
    private int _length;

    /// <summary>True once the empty line is read.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The trailers that are kept; null when there are none.</summary>
    public FieldTable? Fields { get; private set; }

    /// <summary>Forgets everything, for the next body.</summary>
    public void Reset()
    {
        _block.Reset();
        _scanner = default;
        _bytes = [];
        _length = 0;
        IsDone = false;
        Fields = null;
    }

    /// <summary>Reads on, up to the end of a line.</summary>
    /// <param name="bytes">What follows the bytes used so far.</param>
    /// <param name="used">How many of them are used.</param>
    /// <returns>The first rule that is broken, or null.</returns>
    public Violation? Take(ReadOnlySpan<byte> bytes, out int used)
    {
        // The usual case, without a copy.
        if (_length == 0 && bytes.StartsWith("\r\n"u8))
        {
            IsDone = true;
            used = 2;
            return null;
        }

        used = Keep(bytes);
        return Scan();
    }

    private int Keep(ReadOnlySpan<byte> bytes)
    {
        // With so many bytes the section is complete or refused.
        int room = (int)Math.Min((long)limits.MaxHeaderBlock + 4, Array.MaxLength) - _length;
        // To the end of the line and not beyond: what stands behind the trailers is another request's.
        int lineEnd = bytes.IndexOf((byte)'\n');
        int used = Math.Min(room, lineEnd < 0 ? bytes.Length : lineEnd + 1);
        int needed = _length + used;
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(needed, Math.Min(_bytes.Length * 2, _length + room)));

        bytes[..used].CopyTo(_bytes.AsSpan(_length));
        _length = needed;
        return used;
    }

    private Violation? Scan()
    {
        while (true)
        {
            LineState state = _scanner.Scan(_bytes.AsSpan(0, _length), out ReadOnlySpan<byte> line, out int start);
            if (_block.Measure(state, line) is { } overLimit)
                return overLimit;
            if (state != LineState.Complete)
                return null;
            if (line.IsEmpty)
                break;
            if (FieldBlock.Parse(line, start, out FieldSpan field) is { } malformed)
                return malformed;

            ReadOnlySpan<byte> name = line[..field.NameLength];
            if (FieldRules.IsForbiddenTrailer(name))
                return Violation.Of(Refusal.ForbiddenTrailer, line);
            if (!FieldRules.IsDropped(name, ForwardingFields.None))
                _block.Keep(field);
        }

        IsDone = true;
        FieldTable fields = _block.ToTable(_bytes);
        Fields = fields.Count == 0 ? null : fields;
        // The table owns the array from here on.
        _bytes = [];
        _length = 0;
        return null;
    }
}
