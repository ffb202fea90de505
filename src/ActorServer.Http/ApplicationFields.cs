using System.Text;

namespace ActorServer.Http;

/// <summary>
/// Fields that an application chose, checked one by one (RFC 9110 §5): one CR or LF that went out unseen would let a value become a field, or a
/// response. The one place of these rules, for heads that come as bytes, heads that come as strings, and trailers. Reusable.
/// </summary>
internal sealed class ApplicationFields
{
    private readonly List<FieldSpan> _kept = [];
    private List<string>? _dropped;

    /// <summary>The length that the fields announce, or null.</summary>
    public long? ContentLength { get; private set; }

    /// <summary>Names of hop-by-hop fields, which are not kept.</summary>
    public IReadOnlyList<string> Dropped => _dropped ?? (IReadOnlyList<string>)[];

    /// <summary>Forgets everything, for the next head.</summary>
    public void Clear()
    {
        _kept.Clear();
        _dropped = null;
        ContentLength = null;
    }

    /// <summary>The table of what was kept, over bytes with the same offsets.</summary>
    public FieldTable ToTable(byte[] bytes) => _kept.Count == 0 ? FieldTable.Empty : new FieldTable(bytes, [.. _kept]);

    /// <summary>Takes a field of a head.</summary>
    /// <param name="bytes">The bytes that the field stands in.</param>
    /// <param name="field">Where; the value not yet trimmed.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? AddToHead(ReadOnlySpan<byte> bytes, FieldSpan field)
    {
        ReadOnlySpan<byte> name = bytes.Slice(field.NameStart, field.NameLength);
        if (Check(bytes, ref field) is { } malformed)
            return malformed;
        if (FieldRules.Is(name, "Content-Length"u8) && AddContentLength(bytes.Slice(field.ValueStart, field.ValueLength)) is { } error)
            return error;
        if (FieldRules.IsHopByHop(name))
            (_dropped ??= []).Add(Encoding.ASCII.GetString(name));
        else
            _kept.Add(field);
        return null;
    }

    /// <summary>Takes a trailer.</summary>
    /// <param name="bytes">The bytes that the field stands in.</param>
    /// <param name="field">Where; the value not yet trimmed.</param>
    /// <returns>What is wrong, or null.</returns>
    public string? AddToTrailers(ReadOnlySpan<byte> bytes, FieldSpan field)
    {
        ReadOnlySpan<byte> name = bytes.Slice(field.NameStart, field.NameLength);
        if (Check(bytes, ref field) is { } malformed)
            return malformed;
        if (FieldRules.IsForbiddenTrailer(name) || FieldRules.IsHopByHop(name))
            return $"The field {LogText.Quote(name)} must not be a trailer (RFC 9110 §6.5.1).";

        _kept.Add(field);
        return null;
    }

    /// <summary>Checks a reason phrase.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? CheckReason(ReadOnlySpan<byte> reason) => reason.ContainsAny(Grammar.ForbiddenInValues)
        ? $"The reason {LogText.Quote(reason)} of the status must not have controls (RFC 9112 §4)."
        : null;

    private static string? Check(ReadOnlySpan<byte> bytes, ref FieldSpan field)
    {
        ReadOnlySpan<byte> name = bytes.Slice(field.NameStart, field.NameLength);
        ReadOnlySpan<byte> value = bytes.Slice(field.ValueStart, field.ValueLength);
        if (!Grammar.IsToken(name))
            return $"The field name {LogText.Quote(name)} must be a token (RFC 9110 §5.1).";
        if (value.ContainsAny(Grammar.ForbiddenInValues))
            return $"The value {LogText.Quote(value)} of the field {LogText.Quote(name)} must not have controls but the tab (RFC 9110 §5.5).";

        ReadOnlySpan<byte> trimmed = value.TrimStart(Grammar.WhiteSpace);
        int leading = value.Length - trimmed.Length;
        field = field with { ValueStart = field.ValueStart + leading, ValueLength = trimmed.TrimEnd(Grammar.WhiteSpace).Length };
        return null;
    }

    private string? AddContentLength(ReadOnlySpan<byte> value)
    {
        if (ContentLength is not null)
            return $"Content-Length {LogText.Quote(value)} must not be repeated (RFC 9110 §8.6).";
        if (!Grammar.TryReadLength(value, out long length))
            return $"Content-Length {LogText.Quote(value)} must be 1 to 19 digits (RFC 9110 §8.6).";

        ContentLength = length;
        return null;
    }
}
