namespace Akka.Event;

/// <summary>
/// The system's event bus: events reach those who subscribed to their class, a base class or an interface of it (Akka.Event.EventStream).
/// Subscribers that end are unsubscribed.
/// </summary>
public class EventStream : LoggingBus
{
    private readonly bool _debug;
    private readonly Lock _gate = new();
    private HashSet<IActorRef>? _beforeUnsubscriber = [];
    private IActorRef? _unsubscriber;

    /// <summary>Logs subscriptions at debug level, if told to.</summary>
    public EventStream(bool debug) => _debug = debug;

    /// <inheritdoc/>
    public override bool Subscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(classifier);
        WatchSubscriber(subscriber);
        if (_debug)
            Tell($"subscribing [{subscriber}] to channel {classifier}");
        return base.Subscribe(subscriber, classifier);
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber, Type classifier)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(classifier);
        if (_debug)
            Tell($"unsubscribing [{subscriber}] from channel {classifier}");
        return base.Unsubscribe(subscriber, classifier);
    }

    /// <inheritdoc/>
    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (_debug)
            Tell($"unsubscribing [{subscriber}] from all channels");
        return base.Unsubscribe(subscriber);
    }

    /// <summary>Starts the actor that watches subscribers.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        lock (_gate)
        {
            if (_unsubscriber is not null)
                return;
            _unsubscriber = system.SystemActorOf(
                Props.Create<EventStreamUnsubscriber>(this).WithDispatcher(Dispatchers.InternalDispatcherId), "eventStreamUnsubscriber");
            foreach (var subscriber in _beforeUnsubscriber ?? [])
                _unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
            _beforeUnsubscriber = null;
        }
    }

    private void WatchSubscriber(IActorRef subscriber)
    {
        if (subscriber is not IInternalActorRef { IsLocal: true } or MinimalActorRef)
            return; // nothing that could end
        lock (_gate)
        {
            if (_unsubscriber is { } started)
                started.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
            else
                _beforeUnsubscriber?.Add(subscriber);
        }
    }

    private void Tell(string what) => Publish(new Debug(SimpleName(this), GetType(), what));
}
