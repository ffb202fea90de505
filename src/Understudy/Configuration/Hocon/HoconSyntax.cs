using System.Collections.Immutable;

namespace Akka.Configuration.Hocon;

/// <summary>Where something stands in a document: line and column from 1, and the include that brought it in, if any.</summary>
internal readonly record struct HoconPlace(int Line, int Column, string? Include = null)
{
    public FormatException Error(string message) => new(
        Include is null ? $"Line {Line}, column {Column}: {message}" : $"In '{Include}': line {Line}, column {Column}: {message}");
}

/// <summary>A value as it is written, before substitutions are resolved.</summary>
internal abstract record HoconNode(HoconPlace Place)
{
    /// <summary>The same value in a document that is included at <paramref name="prefix"/>: its substitutions are looked up there first.</summary>
    public virtual HoconNode Under(ImmutableArray<string> prefix, string include) =>
        this with { Place = Place with { Include = Place.Include ?? include } };
}

/// <summary>A literal; null for <c>null</c>.</summary>
internal sealed record TextNode(HoconPlace Place, string? Text) : HoconNode(Place);

/// <summary>White space between two values on a line: text only where it stands between texts.</summary>
internal sealed record SpaceNode(HoconPlace Place, string Text) : HoconNode(Place);

/// <summary>A value of another document that is resolved already.</summary>
internal sealed record ResolvedNode(HoconPlace Place, HoconValue Value) : HoconNode(Place);

/// <summary><c>${path}</c> or <c>${?path}</c>; the first of the candidates that has a value is taken.</summary>
internal sealed record SubstitutionNode(HoconPlace Place, bool IsOptional, ImmutableArray<ImmutableArray<string>> Candidates) : HoconNode(Place)
{
    /// <summary>The path as written; the candidates before it are that path below the places of inclusion.</summary>
    public ImmutableArray<string> Path => Candidates[^1];

    public override HoconNode Under(ImmutableArray<string> prefix, string include)
    {
        var moved = (SubstitutionNode)base.Under(prefix, include);
        return prefix.IsEmpty ? moved : moved with { Candidates = [.. Candidates.Select(path => prefix.AddRange(path)), Path] };
    }
}

/// <summary>Values side by side on one line: strings are joined, arrays concatenated, objects merged.</summary>
internal sealed record ConcatenationNode(HoconPlace Place, ImmutableArray<HoconNode> Pieces) : HoconNode(Place)
{
    public override HoconNode Under(ImmutableArray<string> prefix, string include) =>
        ((ConcatenationNode)base.Under(prefix, include)) with { Pieces = [.. Pieces.Select(piece => piece.Under(prefix, include))] };
}

/// <summary>An array.</summary>
internal sealed record ArrayNode(HoconPlace Place, ImmutableArray<HoconNode> Elements) : HoconNode(Place)
{
    public override HoconNode Under(ImmutableArray<string> prefix, string include) =>
        ((ArrayNode)base.Under(prefix, include)) with { Elements = [.. Elements.Select(element => element.Under(prefix, include))] };
}

/// <summary>An object: for each key, in the order of first appearance, everything that was ever written for it, in order.</summary>
internal sealed record ObjectNode(HoconPlace Place) : HoconNode(Place)
{
    public OrderedDictionary<string, List<HoconNode>> Fields { get; private init; } = [];

    /// <summary>Adds a definition for a path: <c>a.b = 1</c> is <c>a { b = 1 }</c>.</summary>
    public void Define(ReadOnlySpan<string> path, HoconNode value)
    {
        if (path.Length > 1)
        {
            var child = new ObjectNode(value.Place);
            child.Define(path[1..], value);
            value = child;
        }

        if (Fields.TryGetValue(path[0], out var definitions)) definitions.Add(value);
        else Fields.Add(path[0], [value]);
    }

    public override HoconNode Under(ImmutableArray<string> prefix, string include)
    {
        var fields = new OrderedDictionary<string, List<HoconNode>>();
        foreach (var (key, definitions) in Fields) fields.Add(key, definitions.ConvertAll(node => node.Under(prefix, include)));
        return ((ObjectNode)base.Under(prefix, include)) with { Fields = fields };
    }
}
