namespace ActorServer.Http;

/// <summary>
/// Takes lists apart from their right end. A proxy adds its element there, and everything to the left of it is what somebody else said: read from the left, a quote that
/// a client has opened and never closed would swallow the elements of all proxies. Each byte is looked at once, however many elements there are.
/// </summary>
public static class ListField
{
    /// <summary>Takes the last element that is not empty (RFC 9110 §5.6.1).</summary>
    /// <param name="rest">The list; without the element afterwards.</param>
    /// <param name="element">The element without surrounding white space.</param>
    /// <returns>False when there is no more.</returns>
    public static bool TryTakeLast(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> element)
    {
        do
        {
            element = Cut(ref rest, rest.LastIndexOf((byte)','));
        }
        while (element.IsEmpty && !rest.IsEmpty);
        return !element.IsEmpty;
    }

    /// <summary>As <see cref="TryTakeLast"/> where elements may have quoted strings, with commas in them.</summary>
    /// <param name="rest">The list; without the element afterwards.</param>
    /// <param name="element">The element without surrounding white space; not yet known to be well-formed.</param>
    /// <returns>False when there is no more.</returns>
    public static bool TryTakeLastWithQuotes(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> element)
    {
        do
        {
            element = Cut(ref rest, LastCommaOutsideQuotes(rest));
        }
        while (element.IsEmpty && !rest.IsEmpty);
        return !element.IsEmpty;
    }

    private static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> rest, int comma)
    {
        ReadOnlySpan<byte> element = rest[(comma + 1)..].Trim(Grammar.WhiteSpace);
        rest = comma < 0 ? [] : rest[..comma];
        return element;
    }

    private static int LastCommaOutsideQuotes(ReadOnlySpan<byte> list)
    {
        bool isQuoted = false;
        for (int at = list.LastIndexOfAny((byte)',', (byte)'"'); at >= 0; at = list[..at].LastIndexOfAny((byte)',', (byte)'"'))
        {
            if (list[at] == '"')
                isQuoted = !isQuoted || IsEscaped(list[..at]);
            else if (!isQuoted)
                return at;
        }

        return -1;
    }

    // A quote inside of a quoted string has a backslash before it that is not itself escaped.
    private static bool IsEscaped(ReadOnlySpan<byte> before) =>
        (before.Length - 1 - before.LastIndexOfAnyExcept((byte)'\\')) % 2 == 1;
}
