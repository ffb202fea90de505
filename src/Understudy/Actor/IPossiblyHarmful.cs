namespace Akka.Actor;

/// <summary>A message that one would not take from strangers (Akka.Actor.IPossiblyHarmful).</summary>
public interface IPossiblyHarmful;
