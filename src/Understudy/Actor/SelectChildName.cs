namespace Akka.Actor;

/// <summary>Down to the child of a name (Akka.Actor.SelectChildName).</summary>
public class SelectChildName : SelectionPathElement
{
    /// <summary>Of the name.</summary>
    public SelectChildName(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectChildName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether the names are equal.</summary>
    protected bool Equals(SelectChildName other) => Name == other.Name;
}
