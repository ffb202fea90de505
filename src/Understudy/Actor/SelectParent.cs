namespace Akka.Actor;

/// <summary>Up to the parent (Akka.Actor.SelectParent).</summary>
public class SelectParent : SelectionPathElement
{
    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SelectParent;

    /// <inheritdoc/>
    public override int GetHashCode() => 17;

    /// <inheritdoc/>
    public override string ToString() => "..";
}
