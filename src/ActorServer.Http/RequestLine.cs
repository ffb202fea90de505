using System.Text;

namespace ActorServer.Http;

/// <summary>The parts of a request line (RFC 9112 §3) as offsets from its first byte.</summary>
internal readonly record struct RequestLine
{
    public string Method { get; private init; }

    public int Length { get; private init; }

    public Range Target { get; private init; }

    public TargetForm Form { get; private init; }

    /// <summary>Host with optional port of an absolute target; else empty.</summary>
    public Range Authority { get; private init; }

    public Range Path { get; private init; }

    public Range Query { get; private init; }

    public bool HasQuery { get; private init; }

    public int MinorVersion { get; private init; }

    /// <summary>Reads a line without its line end; it has neither CR nor LF.</summary>
    /// <returns>The first rule that is broken, or null.</returns>
    public static Violation? Parse(ReadOnlySpan<byte> line, out RequestLine result)
    {
        result = default;
        int methodEnd = line.IndexOf((byte)' ');
        if (methodEnd <= 0 || line.Contains((byte)'\t'))
            return Violation.Of(Refusal.MalformedRequestLine, line);

        ReadOnlySpan<byte> rest = line[(methodEnd + 1)..];
        int targetLength = rest.IndexOf((byte)' ');
        // Without a second space it would be HTTP/0.9, which has no fields and no framing.
        if (targetLength <= 0)
            return Violation.Of(Refusal.MalformedRequestLine, line);

        ReadOnlySpan<byte> method = line[..methodEnd];
        if (!Grammar.IsToken(method))
            return Violation.Of(Refusal.InvalidMethod, method);
        if (ParseVersion(rest[(targetLength + 1)..], line, out int minorVersion) is { } wrongVersion)
            return wrongVersion;

        string name = MethodName(method);
        if (name == "CONNECT")
            return Violation.Of(Refusal.ConnectNotSupported, line);
        if (ParseTarget(rest[..targetLength], methodEnd + 1, name, out RequestLine parts) is { } wrongTarget)
            return wrongTarget;

        result = parts with { Method = name, Length = line.Length, MinorVersion = minorVersion };
        return null;
    }

    private static Violation? ParseVersion(ReadOnlySpan<byte> version, ReadOnlySpan<byte> line, out int minorVersion)
    {
        minorVersion = 0;
        if (version.IsEmpty || version.Contains((byte)' '))
            return Violation.Of(Refusal.MalformedRequestLine, line);

        bool isVersion = version.Length == 8 && version.StartsWith("HTTP/"u8) && version[6] == '.'
            && char.IsAsciiDigit((char)version[5]) && char.IsAsciiDigit((char)version[7]);
        if (!isVersion)
            return Violation.Of(Refusal.InvalidVersion, version);
        if (version[5] != '1')
            return Violation.Of(Refusal.UnsupportedVersion, version);

        minorVersion = version[7] - '0';
        return null;
    }

    private static Violation? ParseTarget(ReadOnlySpan<byte> target, int start, string method, out RequestLine parts)
    {
        parts = default;
        if (target.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E))
            return Violation.Of(Refusal.InvalidTarget, target);
        if (target.Contains((byte)'#'))
            return Violation.Of(Refusal.FragmentInTarget, target);
        // Gateways separate names and values with NUL: a decoded one would forge a variable.
        if (target.IndexOf("%00"u8) >= 0)
            return Violation.Of(Refusal.NulInTarget, target);

        if (target[0] == '/')
        {
            parts = Divide(target, start, TargetForm.Origin, 0, 0);
            return null;
        }

        if (target.SequenceEqual("*"u8))
        {
            parts = Divide(target, start, TargetForm.Asterisk, 0, 0);
            return method == "OPTIONS" ? null : Violation.Of(Refusal.AsteriskWithoutOptions, target);
        }

        int authority = StartsWith(target, "http://"u8) ? 7 : StartsWith(target, "https://"u8) ? 8 : -1;
        if (authority < 0)
            return Violation.Of(Refusal.UnknownTargetForm, target);

        int length = target[authority..].IndexOfAny((byte)'/', (byte)'?');
        int path = length < 0 ? target.Length : authority + length;
        if (!Http.Authority.IsValid(target[authority..path]))
            return Violation.Of(Refusal.InvalidAuthority, target);

        parts = Divide(target, start, TargetForm.Absolute, authority, path);
        return null;
    }

    private static RequestLine Divide(ReadOnlySpan<byte> target, int start, TargetForm form, int authority, int path)
    {
        int end = start + target.Length;
        int mark = target.IndexOf((byte)'?');
        int pathEnd = mark < 0 ? end : start + mark;
        return new RequestLine
        {
            Form = form,
            Target = start..end,
            Authority = (start + authority)..(start + path),
            Path = (start + path)..pathEnd,
            HasQuery = mark >= 0,
            Query = mark < 0 ? end..end : (pathEnd + 1)..end,
        };
    }

    private static bool StartsWith(ReadOnlySpan<byte> target, ReadOnlySpan<byte> scheme) =>
        target.Length >= scheme.Length && Ascii.EqualsIgnoreCase(target[..scheme.Length], scheme);

    // One instance for each usual method: a string per request is what this saves.
    private static string MethodName(ReadOnlySpan<byte> method) => method.Length switch
    {
        3 when method.SequenceEqual("GET"u8) => "GET",
        3 when method.SequenceEqual("PUT"u8) => "PUT",
        4 when method.SequenceEqual("POST"u8) => "POST",
        4 when method.SequenceEqual("HEAD"u8) => "HEAD",
        5 when method.SequenceEqual("PATCH"u8) => "PATCH",
        5 when method.SequenceEqual("TRACE"u8) => "TRACE",
        6 when method.SequenceEqual("DELETE"u8) => "DELETE",
        7 when method.SequenceEqual("OPTIONS"u8) => "OPTIONS",
        7 when method.SequenceEqual("CONNECT"u8) => "CONNECT",
        _ => Encoding.ASCII.GetString(method),
    };
}
