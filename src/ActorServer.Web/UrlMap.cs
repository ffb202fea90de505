using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ActorServer.Web;

/// <summary>
/// What answers which path: <c>new UrlMap { { "/", Views.Home }, { "/health", Views.Health } }</c>. A path fits when it is equal, after
/// percent-decoding; of two entries for a path the first wins.
/// </summary>
public sealed class UrlMap : IEnumerable<KeyValuePair<string, View>>
{
    private readonly Dictionary<string, View> _views = new(StringComparer.Ordinal);

    /// <summary>Maps a path to a view that waits for something.</summary>
    /// <param name="path">The decoded path; begins with a slash.</param>
    /// <param name="view">Answers it.</param>
    /// <exception cref="ArgumentException">The path does not begin with a slash.</exception>
    public void Add(string path, View view)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(view);
        if (!path.StartsWith('/'))
            throw new ArgumentException($"The URL map has the path '{path}'; a path begins with '/'.", nameof(path));
        _views.TryAdd(path, view);
    }

    /// <summary>Maps a path to a view that answers at once.</summary>
    /// <param name="path">The decoded path; begins with a slash.</param>
    /// <param name="view">Answers it.</param>
    /// <exception cref="ArgumentException">The path does not begin with a slash.</exception>
    public void Add(string path, Func<Request, Response> view)
    {
        ArgumentNullException.ThrowIfNull(view);
        Add(path, request => Task.FromResult(view(request)));
    }

    /// <summary>Finds what answers a path.</summary>
    /// <param name="path">The decoded path.</param>
    /// <param name="view">What answers it, if the result is true.</param>
    public bool TryFind(string path, [NotNullWhen(true)] out View? view) => _views.TryGetValue(path, out view);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, View>> GetEnumerator() => _views.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
