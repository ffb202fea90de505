namespace ActorServer.Http;

/// <summary>Builds the trailers of one response after another from strings. Not safe on several threads at once.</summary>
public sealed class TrailersBuilder
{
    private readonly TextBuffer _text = new();
    private readonly ApplicationFields _fields = new();
    private string? _error;

    /// <summary>Begins the trailers of a response; what was begun before is forgotten.</summary>
    public void Begin()
    {
        _text.Clear();
        _fields.Clear();
        _error = null;
    }

    /// <summary>Adds a trailer. The first that is not valid is what <see cref="TryBuild"/> tells of.</summary>
    /// <param name="name">A token that is not about framing, routing, authentication or the content (RFC 9110 §6.5.1).</param>
    /// <param name="value">Sent as latin-1 when it can be, else as UTF-8; white space around it is cut.</param>
    public void Add(string name, string value)
    {
        FieldSpan field = _text.Write(name, value);
        _error ??= _fields.AddToTrailers(_text.Written, field);
    }

    /// <summary>Ends the trailers.</summary>
    /// <param name="trailers">The trailers, or null; without fields when none was added.</param>
    /// <param name="error">One sentence with the name and the rule, or null.</param>
    /// <returns>False when something was not valid; nothing of it may be sent.</returns>
    public bool TryBuild(out FieldTable? trailers, out string? error)
    {
        error = _error;
        trailers = error is null ? _fields.ToTable(_text.Written.ToArray()) : null;
        return error is null;
    }
}
