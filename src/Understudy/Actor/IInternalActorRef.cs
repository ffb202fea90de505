namespace Akka.Actor;

/// <summary>What the runtime may do to a reference and users may not (Akka.Actor.IInternalActorRef).</summary>
public interface IInternalActorRef : IActorRef, IActorRefScope
{
    /// <summary>The supervisor.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>Who made the reference.</summary>
    IActorRefProvider Provider { get; }

    /// <summary>Whether the actor has ended; false may be out of date at once.</summary>
    bool IsTerminated { get; }

    /// <summary>The reference below this one that the names lead to, or nobody; ".." is the parent.</summary>
    IActorRef GetChild(IReadOnlyList<string> name);

    /// <summary>Continues after a suspension, because of the failure if there was one.</summary>
    void Resume(Exception? causedByFailure = null);

    /// <summary>Begins to take messages.</summary>
    void Start();

    /// <summary>Begins to stop.</summary>
    void Stop();

    /// <summary>Replaces the instance.</summary>
    void Restart(Exception cause);

    /// <summary>Takes no more user messages until resumed.</summary>
    void Suspend();

    /// <summary>Sends a message of the runtime.</summary>
    void SendSystemMessage(ISystemMessage message, IActorRef sender);

    /// <summary>Sends a message of the runtime.</summary>
    void SendSystemMessage(ISystemMessage message);
}
