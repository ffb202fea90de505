namespace ActorServer.Server.Tls;

/// <summary>Finds what belongs to a host name: by the name itself, else by <c>*.</c> in place of its first label (RFC 6125 §6.4.3). Of two for one name the first counts.</summary>
/// <typeparam name="T">What belongs to a name.</typeparam>
internal sealed class HostNames<T>
    where T : class
{
    private readonly Dictionary<string, T> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a name.</summary>
    /// <param name="name">A host name; its first label may be an asterisk.</param>
    /// <param name="value">What belongs to it.</param>
    public void Add(string name, T value) => _byName.TryAdd(name.TrimEnd('.'), value);

    /// <summary>What belongs to a name; null for nothing.</summary>
    /// <param name="name">What a client asks for; empty when it asks for nothing.</param>
    public T? Find(string name)
    {
        name = name.TrimEnd('.');
        if (_byName.TryGetValue(name, out T? exact))
            return exact;
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && _byName.TryGetValue(string.Concat("*", name.AsSpan(dot)), out T? wild) ? wild : null;
    }
}
