namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>Cuts a stream of bytes into lines of bounded length. What is longer is dropped up to the line's end, so memory never grows with the input.</summary>
/// <param name="maxLine">Bytes that are kept of a line, inclusive.</param>
/// <param name="onLine">Takes each line without its end, and whether it was cut, and who wrote it.</param>
internal sealed class LineSplitter(int maxLine, LineSplitter.LineHandler onLine)
{
    // Grows up to maxLine with the longest line seen: most programs never write 8 KiB in one.
    private byte[] _kept = new byte[Math.Min(maxLine, 256)];
    private int _length;
    private bool _isCut;
    private string? _writer;
    private bool _isMixed;

    /// <summary>Takes a line, whether it was cut, and who alone wrote it, or null.</summary>
    public delegate void LineHandler(ReadOnlySpan<byte> line, bool isCut, string? writer);

    /// <summary>Takes the next bytes. The end of a line is nobody's.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="writer">Who wrote them, or null.</param>
    public void Append(ReadOnlySpan<byte> bytes, string? writer = null)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var lineEnd)
        {
            Keep(bytes[..lineEnd], writer);
            EndLine();
            bytes = bytes[(lineEnd + 1)..];
        }

        Keep(bytes, writer);
    }

    /// <summary>Ends a last line that has no end of its own.</summary>
    public void Complete()
    {
        if (_length > 0 || _isCut)
            EndLine();
    }

    private void Keep(ReadOnlySpan<byte> part, string? writer)
    {
        if (part.IsEmpty)
            return;
        if (_length == 0 && !_isCut)
            _writer = writer;
        else
            _isMixed |= _writer != writer;
        var fits = Math.Min(part.Length, maxLine - _length);
        if (fits > _kept.Length - _length)
            Array.Resize(ref _kept, Math.Min(maxLine, Math.Max(_length + fits, _kept.Length * 2)));
        part[..fits].CopyTo(_kept.AsSpan(_length));
        _length += fits;
        _isCut |= fits < part.Length;
    }

    private void EndLine()
    {
        var line = _kept.AsSpan(0, _length);
        onLine(!_isCut && line is [.., (byte)'\r'] ? line[..^1] : line, _isCut, _isMixed ? null : _writer);
        _length = 0;
        _isCut = false;
        _isMixed = false;
        _writer = null;
    }
}
