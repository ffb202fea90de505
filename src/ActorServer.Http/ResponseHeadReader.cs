namespace ActorServer.Http;

/// <summary>Reads what an application gave as status and fields in one piece (PEP 3333, RFC 9110 §15).</summary>
/// <param name="bytes">The parts with a NUL between them; owned by the head that is read.</param>
internal sealed class ResponseHeadReader(byte[] bytes)
{
    private readonly ApplicationFields _fields = new();

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

            int value = nameEnd + 1;
            end = Next(value);
            error = _fields.AddToHead(bytes, new FieldSpan(name, nameEnd - name, value, end - value));
        }

        if (error is not null)
            return null;

        int code = ((status[0] - '0') * 100) + ((status[1] - '0') * 10) + (status[2] - '0');
        ReadOnlyMemory<byte> reason = bytes.AsMemory(Math.Min(4, status.Length), Math.Max(0, status.Length - 4));
        return new ResponseHead(code, reason, _fields.ToTable(bytes), _fields.ContentLength, _fields.Dropped);
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
        return ApplicationFields.CheckReason(status);
    }

    private int Next(int start)
    {
        int length = bytes.AsSpan(start).IndexOf((byte)0);
        return length < 0 ? bytes.Length : start + length;
    }
}
