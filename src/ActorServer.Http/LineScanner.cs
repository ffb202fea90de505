namespace ActorServer.Http;

/// <summary>What a <see cref="LineScanner"/> found.</summary>
internal enum LineState
{
    /// <summary>No line end yet.</summary>
    Incomplete,

    /// <summary>The last byte is a CR; the next one decides.</summary>
    PendingReturn,

    /// <summary>A line that ends with CRLF.</summary>
    Complete,

    /// <summary>A line feed without the CR before it.</summary>
    BareLineFeed,

    /// <summary>A CR that something else than a line feed follows.</summary>
    BareCarriageReturn,
}

/// <summary>
/// Finds lines in bytes that grow at their end, and remembers how far it has looked, so that every byte is searched once however small
/// the pieces are in which it comes. A bad line end is found as soon as its bytes are there: what is refused does not depend on the pieces.
/// </summary>
internal struct LineScanner
{
    private int _scanned;

    /// <summary>Where the line begins that is looked for: behind all complete lines.</summary>
    public int Position { get; private set; }

    /// <summary>Looks for the next line end.</summary>
    /// <param name="bytes">All bytes since offset 0: the same ones as before, and more.</param>
    /// <param name="line">The line without its line end, as far as it goes.</param>
    /// <param name="start">The line's offset.</param>
    public LineState Scan(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line, out int start)
    {
        start = Position;
        int found = bytes[_scanned..].IndexOfAny((byte)'\r', (byte)'\n');
        if (found < 0)
        {
            line = bytes[start..];
            _scanned = bytes.Length;
            return LineState.Incomplete;
        }

        int end = _scanned + found;
        line = bytes[start..end];
        if (bytes[end] == '\n')
            return LineState.BareLineFeed;

        _scanned = end;
        if (end + 1 == bytes.Length)
            return LineState.PendingReturn;
        if (bytes[end + 1] != '\n')
            return LineState.BareCarriageReturn;

        Position = _scanned = end + 2;
        return LineState.Complete;
    }
}
