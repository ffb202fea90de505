namespace Akka.Actor;

/// <summary>Down to all descendants: "**" at the end of a path (Akka.Actor.SelectChildRecursive).</summary>
public class SelectChildRecursive : SelectionPathElement
{
    /// <summary>The one that everybody uses.</summary>
    public static readonly SelectChildRecursive Instance = new();

    /// <inheritdoc/>
    public override string ToString() => "**";
}
