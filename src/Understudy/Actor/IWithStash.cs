namespace Akka.Actor;

/// <summary>An actor with a stash on a mailbox that is a deque; bounded if its deployment says so (Akka.Actor.IWithStash).</summary>
public interface IWithStash : IActorStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;
