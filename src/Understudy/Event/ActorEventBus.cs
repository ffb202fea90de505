namespace Akka.Event;

/// <summary>An event bus whose subscribers are actors (Akka.Event.ActorEventBus).</summary>
/// <typeparam name="TEvent">What is published.</typeparam>
/// <typeparam name="TClassifier">What is subscribed to.</typeparam>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>
    where TClassifier : notnull;
