namespace Akka.Actor;

/// <summary>An actor with a stash that has a bound (Akka.Actor.IWithBoundedStash).</summary>
public interface IWithBoundedStash : IActorStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;
