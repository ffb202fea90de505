using System.Collections.Concurrent;

namespace Akka.Event;

/// <summary>Brings events to those who subscribed to their class of events (Akka.Event.EventBus).</summary>
/// <typeparam name="TEvent">What is published.</typeparam>
/// <typeparam name="TClassifier">What is subscribed to.</typeparam>
/// <typeparam name="TSubscriber">Who subscribes.</typeparam>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
    where TSubscriber : notnull
{
    private readonly Lock _gate = new();
    private readonly List<(TClassifier Classifier, TSubscriber Subscriber)> _subscriptions = [];

    // Who gets the events of a classifier; replaced by an empty one whenever a subscription changes.
    private volatile ConcurrentDictionary<TClassifier, TSubscriber[]> _cache = new();

    /// <summary>Subscribes; false when a subscription covers it already.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_gate)
        {
            foreach (var known in _subscriptions)
            {
                if (known.Subscriber.Equals(subscriber) && IsSubClassification(classifier, known.Classifier))
                    return false;
            }

            // What the new subscription covers is dropped, so that nobody gets an event twice.
            _subscriptions.RemoveAll(s => s.Subscriber.Equals(subscriber) && IsSubClassification(s.Classifier, classifier));
            _subscriptions.Add((classifier, subscriber));
            _cache = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return true;
        }
    }

    /// <summary>Ends all subscriptions of a subscriber; false when it had none.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber) => Remove(s => s.Subscriber.Equals(subscriber));

    /// <summary>Ends a subscription and those that it covers; false when there is none.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) =>
        Remove(s => s.Subscriber.Equals(subscriber) && IsSubClassification(s.Classifier, classifier));

    /// <summary>Brings the event to its subscribers.</summary>
    public virtual void Publish(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        var cache = _cache;
        if (!cache.TryGetValue(classifier, out var subscribers))
            cache[classifier] = subscribers = Find(classifier);
        foreach (var subscriber in subscribers)
            Publish(@event, subscriber);
    }

    /// <summary>The name of an object's class.</summary>
    protected string SimpleName(object source) => source.GetType().Name;

    /// <summary>The name of a class.</summary>
    protected string SimpleName(Type source) => source.Name;

    /// <summary>Whether the child's events are the parent's too.</summary>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    /// <summary>Brings the event to one subscriber.</summary>
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    /// <summary>Whether the event is of the class.</summary>
    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    /// <summary>The event's class.</summary>
    protected abstract TClassifier GetClassifier(TEvent @event);

    private TSubscriber[] Find(TClassifier classifier)
    {
        lock (_gate)
            return [.. _subscriptions.Where(s => IsSubClassification(classifier, s.Classifier)).Select(s => s.Subscriber).Distinct()];
    }

    private bool Remove(Predicate<(TClassifier Classifier, TSubscriber Subscriber)> which)
    {
        lock (_gate)
        {
            var removed = _subscriptions.RemoveAll(which) > 0;
            if (removed)
                _cache = new ConcurrentDictionary<TClassifier, TSubscriber[]>();
            return removed;
        }
    }
}
