namespace Akka.Actor;

/// <summary>One step of a selection's path (Akka.Actor.SelectionPathElement).</summary>
public abstract class SelectionPathElement;
