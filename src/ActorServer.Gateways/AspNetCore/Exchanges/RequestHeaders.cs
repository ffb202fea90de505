using System.Collections;
using System.Text;
using System.Text.Unicode;
using ActorServer.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ActorServer.Gateways.AspNetCore.Exchanges;

/// <summary>
/// A request's fields as ASP.NET Core's header dictionary. A look-up reads the bytes of the one field; strings for all of them are made when an application
/// lists or changes them. Values are UTF-8 where they are valid UTF-8, else latin-1.
/// </summary>
internal sealed class RequestHeaders : IHeaderDictionary
{
    private RequestHead _head = null!; // Begin sets it before anything else is called.
    private string? _askedHost;
    private HeaderDictionary? _all;

    /// <summary>Takes the fields of a request.</summary>
    /// <param name="head">The request.</param>
    /// <param name="askedHost">The host that a trusted proxy was asked for; null for the request's own.</param>
    public void Begin(RequestHead head, string? askedHost) => (_head, _askedHost, _all) = (head, askedHost, null);

    /// <inheritdoc/>
    public StringValues this[string key]
    {
        get => TryGetValue(key, out var value) ? value : StringValues.Empty;
        set => All()[key] = value;
    }

    /// <inheritdoc/>
    public long? ContentLength
    {
        get => _all is not null ? _all.ContentLength : _head.Framing == BodyFraming.Length ? _head.ContentLength : null;
        set => All().ContentLength = value;
    }

    /// <inheritdoc/>
    public int Count => All().Count;

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ICollection<string> Keys => All().Keys;

    /// <inheritdoc/>
    public ICollection<StringValues> Values => All().Values;

    /// <inheritdoc/>
    public bool TryGetValue(string key, out StringValues value)
    {
        if (_all is not null)
            return _all.TryGetValue(key, out value);
        value = Find(key);
        return value.Count > 0;
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public void Add(string key, StringValues value) => All().Add(key, value);

    /// <inheritdoc/>
    public bool Remove(string key) => All().Remove(key);

    /// <inheritdoc/>
    public void Add(KeyValuePair<string, StringValues> item) => All().Add(item);

    /// <inheritdoc/>
    public void Clear() => All().Clear();

    /// <inheritdoc/>
    public bool Contains(KeyValuePair<string, StringValues> item) => All().Contains(item);

    /// <inheritdoc/>
    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) => All().CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public bool Remove(KeyValuePair<string, StringValues> item) => All().Remove(item);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => All().GetEnumerator();

    private StringValues Find(string key)
    {
        // RFC 9112 §3.2.2: the authority of an absolute target wins over the field.
        if ((_askedHost is not null || _head.Form == TargetForm.Absolute) && key.Equals("Host", StringComparison.OrdinalIgnoreCase))
            return _askedHost ?? Encoding.ASCII.GetString(_head.Host);

        FieldTable fields = _head.Fields;
        StringValues found = default;
        for (int index = 0; index < fields.Count; index++)
        {
            if (fields.Name(index).Length == key.Length && Ascii.EqualsIgnoreCase(fields.Name(index), key))
                found = StringValues.Concat(found, Text(fields.Value(index)));
        }

        return found;
    }

    private HeaderDictionary All()
    {
        if (_all is not null)
            return _all;
        FieldTable fields = _head.Fields;
        var all = new HeaderDictionary(fields.Count);
        for (int index = 0; index < fields.Count; index++)
        {
            // Setting an empty value would remove the field, and a client may send one.
            string name = Encoding.ASCII.GetString(fields.Name(index));
            StringValues value = Text(fields.Value(index));
            if (!all.TryAdd(name, value))
                all[name] = StringValues.Concat(all[name], value);
        }

        if (_askedHost is not null || _head.Form == TargetForm.Absolute)
            all["Host"] = _askedHost ?? Encoding.ASCII.GetString(_head.Host);
        return _all = all;
    }

    private static string Text(ReadOnlySpan<byte> value) => Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : Encoding.Latin1.GetString(value);
}
