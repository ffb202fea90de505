namespace ActorServer.Http;

/// <summary>What one proxy says in the field Forwarded (RFC 7239 §4). Values are without quotes; one that is not given is empty.</summary>
public readonly ref struct ForwardedElement
{
    /// <summary>Whom the proxy had the request from: a node; see <see cref="HopName.TryParseNode"/>.</summary>
    public ReadOnlySpan<byte> For { get; private init; }

    /// <summary>The scheme that it was asked with.</summary>
    public ReadOnlySpan<byte> Proto { get; private init; }

    /// <summary>The Host that it was asked for.</summary>
    public ReadOnlySpan<byte> Host { get; private init; }

    /// <summary>Reads an element: pairs of a token and a token or quoted string, with semicolons between them. White space around these is accepted.</summary>
    /// <param name="text">The element.</param>
    /// <param name="element">Its values; those of other parameters are not looked at.</param>
    /// <returns>False when it is malformed, or when one of the three is given twice or empty.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out ForwardedElement element)
    {
        ReadOnlySpan<byte> node = [], proto = [], host = [];
        element = default;
        while (!(text = text.TrimStart(Grammar.WhiteSpace)).IsEmpty)
        {
            if (text[0] == ';')
            {
                text = text[1..];
                continue;
            }

            int end = text.IndexOfAnyExcept(Grammar.Token);
            if (end <= 0 || text[end] != '=')
                return false;
            ReadOnlySpan<byte> name = text[..end];
            text = text[(end + 1)..];
            if (!TryReadValue(ref text, out ReadOnlySpan<byte> value))
                return false;
            text = text.TrimStart(Grammar.WhiteSpace);
            if (!text.IsEmpty && text[0] != ';')
                return false;

            bool isSet = !FieldRules.Is(name, "for"u8) || TrySet(ref node, value);
            isSet &= !FieldRules.Is(name, "proto"u8) || TrySet(ref proto, value);
            isSet &= !FieldRules.Is(name, "host"u8) || TrySet(ref host, value);
            if (!isSet)
                return false;
        }

        element = new ForwardedElement { For = node, Proto = proto, Host = host };
        return true;
    }

    private static bool TrySet(scoped ref ReadOnlySpan<byte> parameter, ReadOnlySpan<byte> value)
    {
        if (!parameter.IsEmpty || value.IsEmpty)
            return false;
        parameter = value;
        return true;
    }

    private static bool TryReadValue(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> value)
    {
        value = [];
        if (text.IsEmpty || text[0] != '"')
        {
            int length = text.IndexOfAnyExcept(Grammar.Token);
            value = length < 0 ? text : text[..length];
            text = text[value.Length..];
            return !value.IsEmpty;
        }

        text = text[1..];
        int end = 0;
        while (end < text.Length && text[end] != '"')
            end += text[end] == '\\' ? 2 : 1;
        if (end >= text.Length)
            return false;
        value = text[..end].Contains((byte)'\\') ? Unescape(text[..end]) : text[..end];
        text = text[(end + 1)..];
        return true;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var plain = new List<byte>(text.Length);
        for (int at = 0; at < text.Length; at++)
            plain.Add(text[at] == '\\' ? text[++at] : text[at]);
        return [.. plain];
    }
}
