namespace Akka.Actor;

/// <summary>Handles a message, or says that it does not (Akka.Actor.Receive).</summary>
public delegate bool Receive(object message);
