using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>
/// Gives every substitution of a document its value. A substitution sees the whole document, so that what is written later counts too;
/// only inside its own definition it sees what was written before (<c>path = ${path}":/bin"</c>).
/// </summary>
internal sealed class SubstitutionResolver
{
    // Far above what documents need that somebody wrote: those who go round in circles behind optional substitutions run into it.
    private const int LookUpsAtMost = 1_000_000;
    private const int DepthAtMost = 500;

    private readonly HoconScope _root;

    // The outermost scope that was seen without its last definitions since the evaluation under way began, as a depth: what was
    // computed from such a view holds only inside the evaluation that narrowed it, and is not kept beyond.
    private int _narrowest = int.MaxValue;
    private int _depth;
    private int _lookUps;

    private SubstitutionResolver(HoconNode root) => _root = new HoconScope([root]);

    /// <exception cref="FormatException">A required substitution has no value or refers to itself, or values that cannot be joined stand side by side.</exception>
    public static HoconValue Resolve(HoconNode root)
    {
        var resolver = new SubstitutionResolver(root);
        return resolver.ValueOf(resolver._root) ?? new HoconValue([new HoconObject()]);
    }

    /// <summary>The value that all definitions of a path make together; null when it has none.</summary>
    private HoconValue? ValueOf(HoconScope scope) => Kept(ref scope.Value, () =>
    {
        HoconValue? value = null;
        var keys = new List<string>();
        for (var index = scope.FirstThatCounts; index < scope.Definitions.Count; index++)
        {
            IEnumerable<string> added;
            if (scope.Definitions[index] is ObjectNode written)
            {
                added = written.Fields.Keys;
                if (value?.IsObject() != true) value = new HoconValue([new HoconObject()]);
            }
            else
            {
                if (ValueOfDefinition(scope, index) is not { } next) continue;
                if (next.GetObject() is null || value?.IsObject() != true) keys.Clear();
                value = next;
                added = next.GetObject()?.Items.Keys ?? Enumerable.Empty<string>();
            }

            keys.AddRange(added.Except(keys));
        }

        if (value?.IsObject() != true) return value;
        var merged = new HoconObject();
        foreach (var key in keys)
        {
            if (ValueOf(Unnarrowed(Child(scope, key), key)) is { } child) merged.Items[key] = child;
        }

        return new HoconValue([merged]);
    });

    // An object whose child is being evaluated right now is asked for by that child.
    private static HoconScope Unnarrowed(HoconScope child, string key) =>
        child.Limit is null ? child : throw child.Place.Error($"the object that holds '{key}' is part of its own value.");

    /// <summary>What the definitions say of one key of an object.</summary>
    private HoconScope Child(HoconScope scope, string key)
    {
        if (scope.Children.TryGetValue(key, out var known)) return known;
        var outer = _narrowest;
        _narrowest = int.MaxValue;
        var definitions = new List<HoconNode>();
        for (var index = scope.FirstThatCounts; index < scope.Definitions.Count; index++)
        {
            if (scope.Definitions[index] is ObjectNode written)
            {
                definitions.AddRange(written.Fields.GetValueOrDefault(key) ?? []);
            }
            else if (ValueOfDefinition(scope, index) is { } value)
            {
                if (!value.IsObject()) definitions.Clear();
                if (value.GetChildObject(key) is { } child) definitions.Add(new ResolvedNode(scope.Definitions[index].Place, child));
            }
        }

        var made = new HoconScope(definitions);
        if (_narrowest > _depth) scope.Children[key] = made;
        _narrowest = Math.Min(outer, _narrowest > _depth ? outer : _narrowest);
        return made;
    }

    private HoconValue? ValueOfDefinition(HoconScope scope, int index)
    {
        var node = scope.Definitions[index];
        if (node is not (SubstitutionNode or ConcatenationNode or ArrayNode)) return Evaluate(node);
        return Kept(ref scope.Values[index], () =>
        {
            scope.Limit = (index, _depth);
            try
            {
                return Evaluate(node);
            }
            finally
            {
                scope.Limit = null;
            }
        });
    }

    private HoconValue? Evaluate(HoconNode node) => node switch
    {
        TextNode text => Literal(text.Text),
        SpaceNode space => Literal(space.Text),
        ResolvedNode resolved => resolved.Value,
        ObjectNode => ValueOf(new HoconScope([node])),
        ArrayNode array => new HoconValue([ArrayOf(array.Elements.Select(Evaluate))]),
        SubstitutionNode substitution => Evaluate(substitution),
        ConcatenationNode concatenation => Evaluate(concatenation),
        _ => throw new InvalidOperationException($"No rule for {node.GetType().Name}."),
    };

    private HoconValue? Evaluate(SubstitutionNode substitution)
    {
        if (_depth > DepthAtMost || ++_lookUps > LookUpsAtMost || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw substitution.Place.Error("substitutions are nested too deeply, or refer to one another in circles.");
        }

        var isNarrowed = false;
        foreach (var candidate in substitution.Candidates)
        {
            if (Find(candidate, ref isNarrowed) is { } scope && ValueOf(scope) is { } value) return value;
        }

        var path = HoconPath.Join(substitution.Path);
        if (Environment.GetEnvironmentVariable(string.Join('.', substitution.Path)) is { } variable)
        {
            return Literal(variable);
        }

        if (substitution.IsOptional) return null;
        throw substitution.Place.Error(isNarrowed
            ? $"${{{path}}} refers to itself, and nothing before it gives it a value."
            : $"${{{path}}} has no value: expected a key of this document or an environment variable.");
    }

    private HoconScope? Find(ImmutableArray<string> path, ref bool isNarrowed)
    {
        var scope = Seen(_root, ref isNarrowed);
        foreach (var key in path)
        {
            scope = Seen(Child(scope, key), ref isNarrowed);
            if (scope.Definitions.Count == 0) return null;
        }

        return scope;
    }

    private HoconScope Seen(HoconScope scope, ref bool isNarrowed)
    {
        while (scope.Limit is { } limit)
        {
            isNarrowed = true;
            _narrowest = Math.Min(_narrowest, limit.Depth);
            scope = scope.Before(limit.Count);
        }

        return scope;
    }

    private HoconValue? Evaluate(ConcatenationNode concatenation)
    {
        var values = new List<HoconValue>();
        var text = new StringBuilder();
        var spaces = "";
        foreach (var piece in concatenation.Pieces)
        {
            if (piece is SpaceNode space)
            {
                spaces += space.Text;
            }
            else if (Evaluate(piece) is { } value)
            {
                text.Append(values.Count > 0 ? spaces : "").Append(value.GetString() ?? "null");
                values.Add(value);
                spaces = "";
            }
        }

        if (values.Count == 0) return null;
        if (values.TrueForAll(value => value.IsObject()))
        {
            return new HoconValue([values.Select(value => value.GetObject()).OfType<HoconObject>().Aggregate((under, over) => under.Under(over))]);
        }

        if (values.TrueForAll(IsArray)) return new HoconValue([ArrayOf(values.SelectMany(value => value.GetArray()))]);
        if (values.TrueForAll(value => value.IsString())) return Literal(text.ToString());
        throw concatenation.Place.Error("texts, arrays and objects cannot be joined with one another: expected values of one kind, or a comma between them.");
    }

    private static HoconValue Literal(string? text) => new([new HoconLiteral { Value = text }]);

    private static bool IsArray(HoconValue value) => value.Values.Exists(element => element.IsArray());

    private static HoconArray ArrayOf(IEnumerable<HoconValue?> values)
    {
        var array = new HoconArray();
        array.AddRange(values.OfType<HoconValue>());
        return array;
    }

    /// <summary>Evaluates once, and keeps the result unless it came from a view that somebody further out had narrowed.</summary>
    private HoconValue? Kept(ref HoconValue? kept, Func<HoconValue?> evaluate)
    {
        if (kept is not null) return kept;
        var outer = _narrowest;
        _narrowest = int.MaxValue;
        _depth++;
        var value = evaluate();
        if (_narrowest >= _depth) kept = value;
        else outer = Math.Min(outer, _narrowest);
        _depth--;
        _narrowest = outer;
        return value;
    }
}
