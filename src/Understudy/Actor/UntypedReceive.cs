namespace Akka.Actor;

/// <summary>Handles a message (Akka.Actor.UntypedReceive).</summary>
public delegate void UntypedReceive(object message);
