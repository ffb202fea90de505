using System.Text;

namespace ActorServer.Http;

/// <summary>
/// Validates what an application gave as status and fields (PEP 3333, RFC 9110 §5 and §15): one CR or LF that went out unseen would let a
/// value become a field, or a response.
/// </summary>
/// <param name="bytes">The parts with a NUL between them; owned by the head that is read.</param>
internal sealed class ResponseHeadReader(byte[] bytes)
{
    private readonly List<FieldSpan> _fields = [];
    private List<string>? _dropped;
    private long? _contentLength;

    /// <summary>Reads all parts.</summary>
    /// <returns>The head, or null with an error.</returns>
    public ResponseHead? Read(out string? error)
    {
        int end = Next(0);
        ReadOnlySpan<byte> status = bytes.AsSpan(0, end);
        error = CheckStatus(status);
        while (error is null && end < bytes.Length)
        {
            int name = end + 1;
            int nameEnd = Next(name);
            if (nameEnd == bytes.Length)
            {
                error = $"The field {LogText.Quote(bytes.AsSpan(name))} has no value.";
                break;
            }

            end = Next(nameEnd + 1);
            error = AddField(name, nameEnd, nameEnd + 1, end);
        }

        if (error is not null)
            return null;

        int code = ((status[0] - '0') * 100) + ((status[1] - '0') * 10) + (status[2] - '0');
        ReadOnlyMemory<byte> reason = bytes.AsMemory(Math.Min(4, status.Length), Math.Max(0, status.Length - 4));
        return new ResponseHead(code, reason, new FieldTable(bytes, [.. _fields]), _contentLength, _dropped ?? []);
    }

    private static string? CheckStatus(ReadOnlySpan<byte> status)
    {
        bool isStatus = status.Length >= 3 && !status[..3].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (status.Length == 3 || status[3] == ' ');
        if (!isStatus)
            return $"The status {LogText.Quote(status)} must be three digits, a space and a reason (PEP 3333, RFC 9112 §4).";
        // A 1xx would leave the client waiting for the real answer.
        if (status[0] < '2')
            return $"The status {LogText.Quote(status)} must be 200 or above: it is the final answer (RFC 9110 §15.2).";
        return status.ContainsAny(Grammar.ForbiddenInValues)
            ? $"The reason of the status {LogText.Quote(status)} must not have controls (RFC 9112 §4)."
            : null;
    }

    private string? AddField(int nameStart, int nameEnd, int valueStart, int valueEnd)
    {
        ReadOnlySpan<byte> name = bytes.AsSpan(nameStart..nameEnd);
        ReadOnlySpan<byte> value = bytes.AsSpan(valueStart..valueEnd);
        if (!Grammar.IsToken(name))
            return $"The field name {LogText.Quote(name)} must be a token (RFC 9110 §5.1).";
        if (value.ContainsAny(Grammar.ForbiddenInValues))
            return $"The value {LogText.Quote(value)} of the field {LogText.Quote(name)} must not have controls but the tab (RFC 9110 §5.5).";

        int leading = value.Length - value.TrimStart(Grammar.WhiteSpace).Length;
        value = value.Trim(Grammar.WhiteSpace);
        if (FieldRules.Is(name, "Content-Length"u8) && AddContentLength(value) is { } error)
            return error;
        if (FieldRules.IsHopByHop(name))
            (_dropped ??= []).Add(Encoding.ASCII.GetString(name));
        else
            _fields.Add(new FieldSpan(nameStart, name.Length, valueStart + leading, value.Length));
        return null;
    }

    private string? AddContentLength(ReadOnlySpan<byte> value)
    {
        if (_contentLength is not null)
            return $"Content-Length {LogText.Quote(value)} must not be repeated (RFC 9110 §8.6).";
        if (!Grammar.TryReadLength(value, out long length))
            return $"Content-Length {LogText.Quote(value)} must be 1 to 19 digits (RFC 9110 §8.6).";

        _contentLength = length;
        return null;
    }

    private int Next(int start)
    {
        int length = bytes.AsSpan(start).IndexOf((byte)0);
        return length < 0 ? bytes.Length : start + length;
    }
}
