using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Chooses texts by a rule that can be put into words.</summary>
internal sealed class TextMatcher : IStringMatcher
{
    private readonly Func<string, bool> _matches;
    private readonly string _words;

    private TextMatcher(string words, Func<string, bool> matches)
    {
        _words = words;
        _matches = matches;
    }

    public static IStringMatcher All { get; } = new TextMatcher("any text", _ => true);

    /// <summary>By the first rule that is given; all texts when none is.</summary>
    public static IStringMatcher Of(string? whole, string? start, string? part)
    {
        if (whole is not null)
            return new TextMatcher($"the text \"{whole}\"", text => text == whole);
        if (start is not null)
            return new TextMatcher($"a text that starts with \"{start}\"", text => text.StartsWith(start, StringComparison.Ordinal));
        return part is null ? All : new TextMatcher($"a text that contains \"{part}\"", text => text.Contains(part, StringComparison.Ordinal));
    }

    public static IStringMatcher Of(Regex pattern) => new TextMatcher($"a text that fits /{pattern}/", pattern.IsMatch);

    /// <summary>A source: written as it is logged, or as a path with or without the address of its system.</summary>
    public static IStringMatcher OfSource(string? source) => source is null
        ? All
        : new TextMatcher($"the source \"{source}\"", text => text == source || PathOf(text) == PathOf(source));

    public bool IsMatch(string s) => _matches(s);

    public override string ToString() => _words;

    /// <summary>"akka://system/user/a#7" is "/user/a"; what is no path stays as it is.</summary>
    private static string PathOf(string source)
    {
        var path = ActorPath.TryParse(source, out var parsed) ? parsed.ToStringWithoutAddress() : source;
        var uid = path.IndexOf('#', StringComparison.Ordinal);
        path = uid < 0 ? path : path[..uid];
        return path.StartsWith("user/", StringComparison.Ordinal) ? $"/{path}" : path;
    }
}
