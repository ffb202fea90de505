namespace Akka.Event;

/// <summary>Subscriptions by type parameter (Akka.Event.EventStreamExtensions).</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes to events of the type.</summary>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends the subscription to events of the type.</summary>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
