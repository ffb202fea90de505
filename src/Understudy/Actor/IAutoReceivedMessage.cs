namespace Akka.Actor;

/// <summary>A message that the runtime handles before, or instead of, the actor (Akka.Actor.IAutoReceivedMessage).</summary>
public interface IAutoReceivedMessage;
