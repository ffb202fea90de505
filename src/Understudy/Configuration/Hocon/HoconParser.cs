using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Akka.Configuration.Hocon;

/// <summary>The grammar of HOCON: a document becomes an <see cref="ObjectNode"/>; substitutions are left as they are.</summary>
internal sealed class HoconParser(string text, Func<string, HoconRoot>? include)
{
    private readonly HoconReader _reader = new(text);

    public ObjectNode ParseDocument()
    {
        _reader.SkipBlank();
        if (_reader.Next == '[') throw _reader.Place.Error("a configuration is an object, not an array: expected a key.");
        var hasBraces = _reader.TryTake("{");
        var root = new ObjectNode(_reader.Place);
        ParseFields(root, []);
        if (hasBraces) _reader.Expect('}', "at the end of the document");
        _reader.SkipBlank();
        if (!_reader.IsAtEnd) throw _reader.Place.Error($"expected a key or the end of the document, found {_reader.Found}.");
        return root;
    }

    private void ParseFields(ObjectNode owner, ImmutableArray<string> path)
    {
        _reader.SkipBlank();
        while (!_reader.IsAtEnd && _reader.Next != '}')
        {
            if (!TryParseInclude(owner, path)) ParseField(owner, path);
            if (!SkipSeparator()) break;
        }
    }

    private void ParseField(ObjectNode owner, ImmutableArray<string> path)
    {
        var keys = ParseKeys();
        _reader.SkipBlank();
        var full = path.AddRange(keys);
        var place = _reader.Place;
        if (_reader.TryTake("+="))
        {
            // HOCON defines a += b as a = ${?a} [b].
            var before = new SubstitutionNode(place, IsOptional: true, [full]);
            owner.Define(keys.AsSpan(), new ConcatenationNode(place, [before, new ArrayNode(place, [ParseValue(full)])]));
            return;
        }

        if (_reader.Next != '{' && !_reader.TryTake("=") && !_reader.TryTake(":"))
        {
            throw place.Error($"expected '=', ':', '+=' or '{{' after the key '{HoconPath.Join(keys)}', found {_reader.Found}.");
        }

        owner.Define(keys.AsSpan(), ParseValue(full));
    }

    /// <summary>A dotted path; white space inside a key belongs to it.</summary>
    private ImmutableArray<string> ParseKeys()
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        do
        {
            var key = "";
            var isQuoted = false;
            var spaces = _reader.TakeSpaces();
            while (_reader.Next == '"' || (_reader.IsAtUnquoted && _reader.Next != '.'))
            {
                var isQuote = _reader.Next == '"';
                key += (key.Length > 0 ? spaces : "") + (isQuote ? _reader.TakeQuoted() : _reader.TakeUnquoted(isKey: true));
                isQuoted |= isQuote;
                spaces = _reader.TakeSpaces();
            }

            if (key.Length == 0 && !isQuoted) throw _reader.Place.Error($"expected a key, found {_reader.Found}.{Advice()}");
            keys.Add(key);
        }
        while (_reader.TryTake("."));
        return keys.ToImmutable();
    }

    private string Advice() => _reader.Next is '*' or '?' or '!' or '@' or '&' or '^' or '`' or '\\' or '$' ? " Such a character needs quotes around the whole." : "";

    private HoconNode ParseValue(ImmutableArray<string> path)
    {
        _reader.SkipBlank();
        var place = _reader.Place;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw place.Error("values are nested too deeply.");
        var pieces = ImmutableArray.CreateBuilder<HoconNode>();
        var isBare = true;
        while (true)
        {
            var spaces = _reader.TakeSpaces();
            if (_reader.IsAtComment) break;
            var isQuoted = _reader.Next == '"';
            if (ParsePiece(path) is not { } piece) break;
            if (pieces.Count > 0 && spaces.Length > 0) pieces.Add(new SpaceNode(place, spaces));
            pieces.Add(piece);
            isBare &= !isQuoted;
        }

        if (pieces.Count == 0) throw place.Error($"expected a value, found {_reader.Found}.{Advice()}");
        if (_reader.Next is '=' or ':')
        {
            throw new ConfigurationException(_reader.Place.Error(
                $"expected the end of the value, found {_reader.Found}. An address such as http://host needs quotes around it, an object braces.").Message);
        }

        if (pieces.Count > 1) return new ConcatenationNode(place, pieces.ToImmutable());
        return pieces[0] is TextNode { Text: "null" } && isBare ? new TextNode(place, null) : pieces[0];
    }

    private HoconNode? ParsePiece(ImmutableArray<string> path)
    {
        var place = _reader.Place;
        switch (_reader.Next)
        {
            case '"':
                return new TextNode(place, _reader.TakeQuoted());
            case '[':
                return ParseArray(path);
            case '{':
                _reader.Take();
                var value = new ObjectNode(place);
                ParseFields(value, path);
                _reader.Expect('}', "or a comma or line end before the next key");
                return value;
            case '$':
                return ParseSubstitution();
            default:
                return _reader.IsAtUnquoted ? new TextNode(place, _reader.TakeUnquoted(isKey: false)) : null;
        }
    }

    private ArrayNode ParseArray(ImmutableArray<string> path)
    {
        var place = _reader.Place;
        _reader.Take();
        var elements = ImmutableArray.CreateBuilder<HoconNode>();
        _reader.SkipBlank();
        while (!_reader.IsAtEnd && _reader.Next != ']')
        {
            elements.Add(ParseValue(path));
            if (!SkipSeparator()) break;
        }

        _reader.Expect(']', "or a comma or line end before the next element");
        return new ArrayNode(place, elements.ToImmutable());
    }

    private SubstitutionNode ParseSubstitution()
    {
        var place = _reader.Place;
        if (!_reader.TryTake("${")) throw place.Error("expected '${' and a path; a dollar sign of its own needs quotes around the whole.");
        var isOptional = _reader.TryTake("?");
        var path = ParseKeys();
        _reader.Expect('}', "at the end of a substitution");
        return new SubstitutionNode(place, isOptional, [path]);
    }

    /// <summary>Between fields or elements: a comma, a line end, or both; says whether another may follow.</summary>
    private bool SkipSeparator()
    {
        var isSeparated = _reader.SkipBlank();
        if (_reader.TryTake(",")) isSeparated = true;
        _reader.SkipBlank();
        return isSeparated;
    }

    private bool TryParseInclude(ObjectNode owner, ImmutableArray<string> path)
    {
        var place = _reader.Place;
        if (HoconInclude.TryParse(_reader) is not { } statement) return false;
        if (include is null) throw place.Error($"'{statement.Name}' cannot be included: whoever parses this text said nothing of where to find it.");

        HoconRoot? found;
        try
        {
            found = include(statement.Name);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"In '{statement.Name}', included at line {place.Line}: {fault.Message}", fault);
        }

        if (found is null && statement.IsRequired) throw place.Error($"'{statement.Name}' is to be included and was not found.");
        if (found is null) return true;
        if (found.Syntax.Under(path, statement.Name) is not ObjectNode included)
        {
            included = Resolved(found, place, statement.Name);
        }

        foreach (var (key, definitions) in included.Fields)
        {
            foreach (var definition in definitions) owner.Define([key], definition);
        }

        return true;
    }

    private static ObjectNode Resolved(HoconRoot found, HoconPlace place, string name)
    {
        var fields = found.Value.GetObject() ?? throw place.Error($"'{name}' is not an object and cannot be included.");
        var node = new ObjectNode(place);
        foreach (var (key, value) in fields.Items) node.Define([key], new ResolvedNode(place, value));
        return node;
    }
}
