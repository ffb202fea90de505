namespace Akka.Actor;

/// <summary>Down to all children whose name is like a pattern with * and ? (Akka.Actor.SelectChildPattern).</summary>
public class SelectChildPattern : SelectionPathElement
{
    /// <summary>Of the pattern.</summary>
    public SelectChildPattern(string patternStr) => PatternStr = patternStr;

    /// <summary>The pattern.</summary>
    public string PatternStr { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectChildPattern other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => PatternStr.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => PatternStr;

    /// <summary>Whether the patterns are equal.</summary>
    protected bool Equals(SelectChildPattern other) => PatternStr == other.PatternStr;
}
