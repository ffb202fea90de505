namespace Akka.Configuration.Hocon;

/// <summary>One path of a document while its substitutions are resolved: all that was written for it, in order.</summary>
internal sealed class HoconScope
{
    private readonly Dictionary<int, HoconScope> _before = [];

    /// <summary>The value of all definitions together, once it is known.</summary>
    // A field, because whoever evaluates it keeps it by reference.
    public HoconValue? Value;

    public HoconScope(List<HoconNode> definitions)
    {
        Definitions = definitions;
        Values = new HoconValue?[definitions.Count];
        // What stands before a literal or an array is hidden by it and never evaluated.
        FirstThatCounts = Math.Max(0, definitions.FindLastIndex(node => node is TextNode or ArrayNode));
    }

    public List<HoconNode> Definitions { get; }

    /// <summary>The values of single definitions, once they are known.</summary>
    public HoconValue?[] Values { get; }

    public int FirstThatCounts { get; }

    public Dictionary<string, HoconScope> Children { get; } = [];

    /// <summary>While a definition is evaluated: how many stand before it, and at which depth of evaluation. Only those are seen.</summary>
    public (int Count, int Depth)? Limit { get; set; }

    /// <summary>The path as it stood after its first <paramref name="count"/> definitions.</summary>
    public HoconScope Before(int count)
    {
        if (_before.TryGetValue(count, out var scope)) return scope;
        return _before[count] = new HoconScope(Definitions.GetRange(0, count));
    }

    /// <summary>Where the definition stands that is being evaluated.</summary>
    public HoconPlace Place => Limit is { } limit ? Definitions[limit.Count].Place : default;
}
