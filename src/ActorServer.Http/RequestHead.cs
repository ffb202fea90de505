namespace ActorServer.Http;

/// <summary>
/// A request's line and fields, complete and valid: immutable, over one copy of the bytes, safe on every thread. Only <see cref="RequestParser"/> makes one.
/// </summary>
public sealed class RequestHead
{
    private readonly byte[] _bytes;
    private readonly RequestLine _line;
    private readonly RequestFacts _facts;

    internal RequestHead(byte[] bytes, in RequestLine line, FieldTable fields, in RequestFacts facts)
    {
        _bytes = bytes;
        _line = line;
        _facts = facts;
        Fields = fields;
    }

    /// <summary>The method, case-sensitive; the same instance for each of the usual methods.</summary>
    public string Method => _line.Method;

    /// <summary>The request line without its line end, as it came: for logs.</summary>
    public ReadOnlySpan<byte> RequestLine => _bytes.AsSpan(0, _line.Length);

    /// <summary>The target as it came, printable ASCII.</summary>
    public ReadOnlySpan<byte> Target => Slice(_line.Target);

    /// <summary>How the target is written.</summary>
    public TargetForm Form => _line.Form;

    /// <summary>The path, still percent-encoded, without the query; <c>/</c> when an absolute target has none, <c>*</c> for the asterisk.</summary>
    public ReadOnlySpan<byte> Path => Form switch
    {
        TargetForm.Asterisk => "*"u8,
        _ when _line.Path.Start.Equals(_line.Path.End) => "/"u8,
        _ => Slice(_line.Path),
    };

    /// <summary>What follows the first <c>?</c>, still percent-encoded; empty when there is none.</summary>
    public ReadOnlySpan<byte> Query => Slice(_line.Query);

    /// <summary>True when the target has a <c>?</c>, also when nothing follows it.</summary>
    public bool HasQuery => _line.HasQuery;

    /// <summary>The digit behind <c>HTTP/1.</c>; 2 and above are treated as 1.1.</summary>
    public int MinorVersion => _line.MinorVersion;

    /// <summary>The fields, without those that are never passed on: names with <c>_</c>, Proxy, and forwarding fields of peers that are not trusted.</summary>
    public FieldTable Fields { get; }

    /// <summary>How the body's end is found.</summary>
    public BodyFraming Framing => _facts.Framing;

    /// <summary>Bytes of the body as announced; 0 unless <see cref="Framing"/> is <see cref="BodyFraming.Length"/>.</summary>
    public long ContentLength => _facts.ContentLength;

    /// <summary>True when the client waits for 100 before it sends its body: never on HTTP/1.0 or without a body.</summary>
    public bool ExpectsContinue => _facts.ExpectsContinue;

    /// <summary>True when version and Connection ask for another request on the same connection.</summary>
    public bool KeepAlive => _facts.KeepAlive;

    /// <summary>Host with optional port: the authority of an absolute target, else the field Host; empty only on HTTP/1.0.</summary>
    public ReadOnlySpan<byte> Host => Form == TargetForm.Absolute ? Slice(_line.Authority) : Slice(_facts.Host);

    private ReadOnlySpan<byte> Slice(Range range) => _bytes.AsSpan(range);
}
