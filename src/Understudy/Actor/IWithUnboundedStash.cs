namespace Akka.Actor;

/// <summary>An actor with a stash without a bound (Akka.Actor.IWithUnboundedStash).</summary>
public interface IWithUnboundedStash : IActorStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;
