namespace ActorServer.Http;

/// <summary>
/// Builds one response head after another from strings, under the rules of <see cref="ResponseHead.TryParse"/>. A head costs its own arrays
/// and nothing else. Not safe on several threads at once.
/// </summary>
public sealed class ResponseHeadBuilder
{
    private readonly TextBuffer _text = new();
    private readonly ApplicationFields _fields = new();
    private int _status;
    private int _reasonLength;
    private string? _error;

    /// <summary>Begins a head; what was begun before is forgotten.</summary>
    /// <param name="status">The status code, 200 to 999.</param>
    /// <param name="reason">The reason phrase; may be empty.</param>
    public void Begin(int status, string reason)
    {
        _text.Clear();
        _fields.Clear();
        _status = status;
        _reasonLength = _text.Write(reason);
        _error = status is < 200 or > 999
            ? $"The status {status} must be 200 to 999: it is the final answer (RFC 9110 §15)."
            : ApplicationFields.CheckReason(_text.Written);
    }

    /// <summary>Adds a field. The first that is not valid is what <see cref="TryBuild"/> tells of.</summary>
    /// <param name="name">A token; hop-by-hop fields go to <see cref="ResponseHead.DroppedFields"/>.</param>
    /// <param name="value">Sent as latin-1 when it can be, else as UTF-8; white space around it is cut.</param>
    public void Add(string name, string value)
    {
        FieldSpan field = _text.Write(name, value);
        _error ??= _fields.AddToHead(_text.Written, field);
    }

    /// <summary>Ends the head.</summary>
    /// <param name="head">The head, or null.</param>
    /// <param name="error">One sentence with the value and the rule, or null.</param>
    /// <returns>False when something was not valid; nothing of it may be sent.</returns>
    public bool TryBuild(out ResponseHead? head, out string? error)
    {
        error = _error;
        head = null;
        if (error is not null)
            return false;

        byte[] bytes = _text.Written.ToArray();
        head = new ResponseHead(_status, bytes.AsMemory(0, _reasonLength), _fields.ToTable(bytes), _fields.ContentLength, _fields.Dropped);
        return true;
    }
}
