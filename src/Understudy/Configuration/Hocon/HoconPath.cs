using System.Buffers;

namespace Akka.Configuration.Hocon;

/// <summary>Dotted paths and the quoting of their keys.</summary>
internal static class HoconPath
{
    // A key of these needs no quotes, neither in a path nor in a document.
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The keys of a path: <c>a."b.c".d</c> has three, the empty path none.</summary>
    public static List<string> Split(string path)
    {
        var keys = new List<string>();
        for (var start = 0; start < path.Length;)
        {
            var isQuoted = path[start] == '"';
            if (isQuoted) start++;
            var end = path.IndexOf(isQuoted ? '"' : '.', start);
            if (end < 0)
            {
                if (isQuoted) throw new ArgumentException($"The path '{path}' has a quote that is not closed.", nameof(path));
                end = path.Length;
            }

            keys.Add(path[start..end]);
            start = isQuoted ? end + 2 : end + 1;
        }

        return keys;
    }

    public static string Join(IEnumerable<string> keys) => string.Join('.', keys.Select(Quote));

    public static string Quote(string key) =>
        key.Length > 0 && !key.AsSpan().ContainsAnyExcept(PlainCharacters) && key != "include" ? key : HoconWriter.Quoted(key);
}
