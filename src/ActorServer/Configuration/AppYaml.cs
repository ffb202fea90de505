using ActorServer.Gateways;
using ActorServer.Server.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ActorServer.Configuration;

/// <summary>
/// Reads app.yaml into entries and problems. It works on the parser's events: every key keeps its line, and a key that stands twice
/// is an error among others instead of an exception that hides them.
/// </summary>
internal sealed class AppYaml
{
    private readonly string _file;
    private readonly List<Entry> _entries = [];
    private readonly List<Problem> _problems = [];

    private AppYaml(string file) => _file = file;

    /// <summary>What the file says.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>What its <c>hocon</c> says and where; null when it says nothing.</summary>
    public (string File, string Place)? Hocon { get; private set; }

    /// <summary>Reads a file. A file that is not there or is not YAML is a problem like any other.</summary>
    /// <param name="file">The file as the person named it, also for messages.</param>
    public static AppYaml Read(string file)
    {
        var yaml = new AppYaml(file);
        Parser? parser = null;
        try
        {
            using var reader = File.OpenText(file);
            parser = new Parser(reader);
            yaml.ReadDocument(parser);
        }
        catch (InvalidOperationException) when (parser is not null)
        {
            // YamlDotNet's scanner loses its way in a list that is not closed, instead of saying so.
            var last = parser.Current?.Start ?? Mark.Empty;
            yaml._problems.Clear();
            yaml._problems.Add(new Problem($"{file}:{last.Line}:{last.Column}", "this is not YAML: what begins here is not closed."));
        }
        catch (YamlException exception)
        {
            // The parser cannot go on behind a syntax error, and what it read before may be half of what was meant.
            yaml._problems.Clear();
            yaml._problems.Add(new Problem($"{file}:{exception.Start.Line}:{exception.Start.Column}", $"this is not YAML: {Sentence(exception)}"));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            yaml._problems.Add(new Problem(file, Directory.Exists(file)
                ? "this is a folder; name the file in it: actorserver FILE."
                : $"there is no such file in {Path.GetFullPath(Path.GetDirectoryName(file) is { Length: > 0 } folder ? folder : ".")}. "
                    + "Write one (app-loc and app-module are enough), or name another: actorserver FILE."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            yaml._problems.Add(new Problem(file, Directory.Exists(file) ? "this is a folder; name the file in it: actorserver FILE." : $"it cannot be read: {exception.Message}"));
        }

        return yaml;
    }

    private void ReadDocument(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<DocumentStart>(out _))
        {
            if (parser.TryConsume<MappingStart>(out _))
                ReadKeys(parser);
            else if (parser.Current is not Scalar { Value.Length: 0 })
                Add(parser.Current!.Start, "the file must be a mapping: one \"key: value\" on a line."); // A document has a node: Current is set.

            // Read on to the end, so that a syntax error in the rest is found too.
            while (parser.MoveNext())
            {
                if (parser.Current is DocumentStart second)
                    Add(second.Start, "a second document (after ---) is not read; one is allowed.");
            }
        }
    }

    private void ReadKeys(Parser parser)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name))
            {
                Add(parser.Current!.Start, "a key must be a plain word."); // Inside a mapping Current is set.
                parser.SkipThisAndNestedEvents();
                parser.SkipThisAndNestedEvents();
                continue;
            }

            var isFirst = seen.TryAdd(name.Value, name.Start.Line);
            if (!isFirst)
                Add(name.Start, $"{name.Value} stands here a second time; the first is in line {seen[name.Value]}.");
            if (AppKey.Find(name.Value) is { } key)
                ReadValue(parser, key, name);
            else
                SkipUnknown(parser, name, isFirst);
        }
    }

    private void SkipUnknown(Parser parser, Scalar name, bool isFirst)
    {
        parser.SkipThisAndNestedEvents();
        if (!isFirst)
            return;
        var names = AppKey.All.Select(key => key.Name).ToArray();
        var byHoconKey = AppKey.All.FirstOrDefault(key => key.HoconKey == name.Value)?.Name;
        var hint = Nearest.Hint(byHoconKey ?? Nearest.To(name.Value, names), $"Known keys: {string.Join(", ", names)}.");
        Add(name.Start, $"{Gateways.SettingsError.Quote(name.Value)} is not a key of app.yaml. {hint}");
    }

    private void ReadValue(Parser parser, AppKey key, Scalar name)
    {
        if (key.Kind == AppKeyKind.Mapping)
        {
            ReadMapping(parser, key);
        }
        else if ((key.Kind == AppKeyKind.List ? ReadList(parser, key.Name) : ReadText(parser, key.Name)) is { } text)
        {
            if (key == AppKey.Hocon)
                Hocon = (text, Place(name.Start));
            else
                _entries.Add(AppEntry.Of(key, text, key.Name, Place(name.Start)));
        }
    }

    private void ReadMapping(Parser parser, AppKey key)
    {
        if (!parser.TryConsume<MappingStart>(out _))
        {
            if (parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "" or "~" or "null" })
                parser.MoveNext();
            else
                Refuse(parser, $"{key.Name} must be a mapping from names to values");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name))
            {
                Refuse(parser, $"a name below {key.Name} must be a plain word");
                parser.SkipThisAndNestedEvents();
            }
            else if (ReadText(parser, $"{key.Name} {name.Value}") is { } text)
            {
                if (!seen.Add(name.Value))
                    Add(name.Start, $"{key.Name} {name.Value} stands here a second time.");
                if (EnvironmentName.Problem(name.Value) is { } rule)
                    Add(name.Start, rule);
                else
                    _entries.Add(AppEntry.OfEnvironment(name.Value, text, Place(name.Start)));
            }
        }
    }

    private string? ReadList(Parser parser, string name)
    {
        if (!parser.TryConsume<SequenceStart>(out _))
            return ReadText(parser, name);
        var items = new List<string?>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadText(parser, $"an element of {name}"));
        return items.Contains(null) ? null : string.Join(", ", items);
    }

    private string? ReadText(Parser parser, string name)
    {
        if (parser.Current is not Scalar scalar)
        {
            Refuse(parser, $"{name} must be one value");
            return null;
        }

        parser.MoveNext();
        if (scalar is not { Style: ScalarStyle.Plain, Value: "" or "~" or "null" })
            return scalar.Value;
        Add(scalar.Start, $"{name} has no value. Give it one, or leave the line out for the default; an empty text is written \"\".");
        return null;
    }

    private void Refuse(Parser parser, string rule)
    {
        var found = parser.Current switch
        {
            MappingStart => "a mapping",
            SequenceStart => "a list",
            AnchorAlias => "an alias (*), which app.yaml does not know",
            Scalar scalar => Gateways.SettingsError.Quote(scalar.Value),
            var other => throw new InvalidOperationException($"The YAML parser gave {other} where a value stands."),
        };
        Add(parser.Current.Start, $"{rule}, and is {found}.");
        parser.SkipThisAndNestedEvents();
    }

    private void Add(Mark mark, string sentence) => _problems.Add(new Problem(Place(mark), sentence));

    private string Place(Mark mark) => $"{_file}:{mark.Line}";

    private static string Sentence(YamlException exception)
    {
        var text = exception.InnerException?.Message ?? exception.Message;
        return text.EndsWith('.') ? text : text + ".";
    }
}
