using System.Text;
using ActorServer.Http;

namespace ActorServer.Server.Forwarding;

/// <summary>Where an application is mounted: SCRIPT_NAME, or PathBase. Immutable.</summary>
public sealed class RootPath
{
    private readonly byte[][] _segments;
    private readonly bool _isStripped;

    private RootPath(string text, bool isStripped)
    {
        Text = text;
        _isStripped = isStripped;
        _segments = text.Length == 0 ? [] : [.. text[1..].Split('/').Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>The application has all paths.</summary>
    public static RootPath None { get; } = new("", isStripped: false);

    /// <summary>The path, decoded, without a slash at its end; empty for the root.</summary>
    public string Text { get; }

    /// <summary>Reads a path.</summary>
    /// <param name="text">Empty, or slashes with segments behind them, not encoded.</param>
    /// <param name="isStripped">True when requests come without it: a proxy has cut it off.</param>
    /// <param name="rule">What is allowed, without a full stop; null when nothing is wrong.</param>
    public static RootPath Parse(string text, bool isStripped, out string? rule)
    {
        bool isPath = text.Length == 0 || (text[0] == '/' && text[1..].Split('/').All(IsSegment));
        rule = isPath ? null : "nothing, or a path such as /shop or /shop/eu is allowed: not encoded, with a slash at its beginning and none at its end, without empty and dot segments";
        return isPath ? new RootPath(text, isStripped) : None;
    }

    /// <summary>
    /// Finds the path at the beginning of a request's: segment by segment, each decoded. What follows is not changed, but it must not climb out again by dot segments, for
    /// whoever resolves them would see another path than the one that was let in here.
    /// </summary>
    /// <param name="head">The request.</param>
    /// <param name="length">How many bytes of its raw path are this one; 0 where the proxy has cut it off.</param>
    /// <returns>False for a request outside.</returns>
    public bool TryMatch(RequestHead head, out int length)
    {
        length = 0;
        if (_segments.Length == 0 || _isStripped || head.Form == TargetForm.Asterisk)
        {
            return true;
        }

        ReadOnlySpan<byte> path = head.Path;
        foreach (byte[] expected in _segments)
        {
            if (length == path.Length)
            {
                return false;
            }

            // A path begins with a slash, and what was taken before ends where the next one stands.
            ReadOnlySpan<byte> rest = path[(length + 1)..];
            int end = rest.IndexOf((byte)'/');
            ReadOnlySpan<byte> segment = end < 0 ? rest : rest[..end];
            if (!IsSame(segment, expected))
            {
                return false;
            }

            length += 1 + segment.Length;
        }

        return !Climbs(path[length..]);
    }

    private static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..") && !segment.Any(c => char.IsControl(c) || c is '%' or '?' or '#' or '\\');

    private static bool IsSame(ReadOnlySpan<byte> segment, ReadOnlySpan<byte> expected)
    {
        while (!segment.IsEmpty && !expected.IsEmpty && Next(ref segment) == expected[0])
        {
            expected = expected[1..];
        }

        return segment.IsEmpty && expected.IsEmpty;
    }

    // Strict for every reader: an encoded slash separates, and an empty segment is none that a dot segment could take back.
    private static bool Climbs(ReadOnlySpan<byte> path)
    {
        if (path.IndexOfAny((byte)'.', (byte)'%') < 0)
        {
            return false;
        }

        int depth = 0;
        int dots = 0;
        bool isName = false;
        while (!path.IsEmpty)
        {
            byte next = Next(ref path);
            bool isEnd = next == '/';
            dots += next == '.' ? 1 : 0;
            isName |= !isEnd && next != '.';
            if (isEnd || path.IsEmpty)
            {
                depth += isName || dots > 2 ? 1 : dots == 2 ? -1 : 0;
                (dots, isName) = (0, false);
            }

            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    // The next byte, decoded once. A sign that starts no escape stands for itself.
    private static byte Next(ref ReadOnlySpan<byte> text)
    {
        byte value = text[0];
        bool isEscape = value == '%' && text.Length > 2 && char.IsAsciiHexDigit((char)text[1]) && char.IsAsciiHexDigit((char)text[2]);
        value = isEscape ? byte.Parse(text.Slice(1, 2), System.Globalization.NumberStyles.AllowHexSpecifier) : value;
        text = text[(isEscape ? 3 : 1)..];
        return value;
    }
}
