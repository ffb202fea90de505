namespace ActorServer.Gateways.Wsgi.Processes;

/// <summary>Cuts a stream of bytes into lines of bounded length. What is longer is dropped up to the line's end, so memory never grows with the input.</summary>
/// <param name="maxLine">Bytes that are kept of a line, inclusive.</param>
/// <param name="onLine">Takes each line without its end, and whether it was cut.</param>
internal sealed class LineSplitter(int maxLine, LineSplitter.LineHandler onLine)
{
    // Grows up to maxLine with the longest line seen: most programs never write 8 KiB in one.
    private byte[] kept = new byte[Math.Min(maxLine, 256)];
    private int length;
    private bool isCut;

    public delegate void LineHandler(ReadOnlySpan<byte> line, bool isCut);

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is >= 0 and var lineEnd)
        {
            Keep(bytes[..lineEnd]);
            EndLine();
            bytes = bytes[(lineEnd + 1)..];
        }

        Keep(bytes);
    }

    /// <summary>Ends a last line that has no end of its own.</summary>
    public void Complete()
    {
        if (length > 0 || isCut)
            EndLine();
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        var fits = Math.Min(part.Length, maxLine - length);
        if (fits > kept.Length - length)
            Array.Resize(ref kept, Math.Min(maxLine, Math.Max(length + fits, kept.Length * 2)));
        part[..fits].CopyTo(kept.AsSpan(length));
        length += fits;
        isCut |= fits < part.Length;
    }

    private void EndLine()
    {
        var line = kept.AsSpan(0, length);
        onLine(!isCut && line is [.., (byte)'\r'] ? line[..^1] : line, isCut);
        length = 0;
        isCut = false;
    }
}
