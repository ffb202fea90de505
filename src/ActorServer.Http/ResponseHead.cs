using System.Text;

namespace ActorServer.Http;

/// <summary>A response's status and fields, valid and without hop-by-hop fields: immutable, safe on every thread.</summary>
public sealed class ResponseHead
{
    private readonly ReadOnlyMemory<byte> _reason;

    internal ResponseHead(int status, ReadOnlyMemory<byte> reason, FieldTable fields, long? contentLength, IReadOnlyList<string> droppedFields)
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
    public ReadOnlySpan<byte> Reason => _reason.Span;

    /// <summary>The fields in the application's order, Content-Length included.</summary>
    public FieldTable Fields { get; }

    /// <summary>The length that the application announced, or null.</summary>
    public long? ContentLength { get; }

    /// <summary>Names of hop-by-hop fields that the application gave and that are not sent; usually empty.</summary>
    public IReadOnlyList<string> DroppedFields { get; }

    /// <summary>Reads a head as gateways carry it. The bytes are copied once.</summary>
    /// <param name="wire"><c>200 OK NUL name NUL value NUL name NUL value</c> in latin-1, without a NUL at the end.</param>
    /// <param name="head">The head, or null.</param>
    /// <param name="error">One sentence with the value and the rule, or null.</param>
    /// <returns>False when the head is not valid; nothing of it may be sent.</returns>
    public static bool TryParse(ReadOnlyMemory<byte> wire, out ResponseHead? head, out string? error)
    {
        head = new ResponseHeadReader(wire.ToArray()).Read(out error);
        return head is not null;
    }

    /// <summary>Makes a head from parts that the server itself or an ASP.NET Core application chose.</summary>
    /// <param name="status">The status code, 200 to 999.</param>
    /// <param name="reason">The reason phrase; may be empty.</param>
    /// <param name="fields">Names and values; latin-1.</param>
    /// <exception cref="ArgumentException">A part is not valid; the message says which and why.</exception>
    public static ResponseHead Create(int status, string reason, params (string Name, string Value)[] fields)
    {
        var wire = new StringBuilder($"{status} {reason}");
        foreach ((string name, string value) in fields)
            wire.Append('\0').Append(name).Append('\0').Append(value);

        string text = wire.ToString();
        // A NUL in a part would shift all parts behind it; above 0xFF latin-1 would silently become a question mark.
        if (text.Count(c => c == '\0') != fields.Length * 2 || text.Any(c => c > 0xFF))
            throw new ArgumentException("A response head must be latin-1 text without NUL.", nameof(fields));
        return TryParse(Encoding.Latin1.GetBytes(text), out ResponseHead? head, out string? error) && head is not null
            ? head
            : throw new ArgumentException(error, nameof(fields));
    }
}
