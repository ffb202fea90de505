namespace Akka.Actor;

/// <summary>What an actor sees of the runtime; usable in the actor only (Akka.Actor.IActorContext).</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor itself.</summary>
    IActorRef Self { get; }

    /// <summary>What it was made of.</summary>
    Props Props { get; }

    /// <summary>Who sent the message that is handled; the dead letters when nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>The system.</summary>
    ActorSystem System { get; }

    /// <summary>The supervisor.</summary>
    IActorRef Parent { get; }

    /// <summary>What runs the actor.</summary>
    MessageDispatcher Dispatcher { get; }

    /// <summary>After how long without messages <see cref="Actor.ReceiveTimeout"/> comes; null is never.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Handles messages with another behaviour from now on.</summary>
    void Become(Receive receive);

    /// <summary>Handles messages with another behaviour until <see cref="UnbecomeStacked"/>.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Back to the behaviour before.</summary>
    void UnbecomeStacked();

    /// <summary>The child of that name, or nobody.</summary>
    IActorRef Child(string name);

    /// <summary>The children that have not ended.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Sets after how long without messages <see cref="Actor.ReceiveTimeout"/> comes; null is never.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops the actor, when it has handled the message at hand.</summary>
    void Stop(IActorRef child);
}
