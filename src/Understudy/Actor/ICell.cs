namespace Akka.Actor;

/// <summary>What is behind a reference (Akka.Actor.ICell).</summary>
public interface ICell
{
    /// <summary>The actor's reference.</summary>
    IActorRef Self { get; }

    /// <summary>The system it lives in.</summary>
    ActorSystem System { get; }

    /// <summary>The system it lives in.</summary>
    ActorSystemImpl SystemImpl { get; }

    /// <summary>The supervisor.</summary>
    IInternalActorRef Parent { get; }

    /// <summary>What the actor is made of.</summary>
    Props Props { get; }

    /// <summary>Whether it is in this process.</summary>
    bool IsLocal { get; }

    /// <summary>Whether it has ended.</summary>
    bool IsTerminated { get; }

    /// <summary>Whether messages wait.</summary>
    bool HasMessages { get; }

    /// <summary>How many messages wait, as far as the mailbox knows.</summary>
    int NumberOfMessages { get; }

    /// <summary>Begins to take messages.</summary>
    void Start();

    /// <summary>Takes no more user messages until resumed.</summary>
    void Suspend();

    /// <summary>Continues after a suspension.</summary>
    void Resume(Exception? causedByFailure);

    /// <summary>Replaces the instance.</summary>
    void Restart(Exception cause);

    /// <summary>Begins to stop.</summary>
    void Stop();

    /// <summary>The children that are alive.</summary>
    IEnumerable<IInternalActorRef> GetChildren();

    /// <summary>The child of that name (which may end in #uid), or nobody.</summary>
    IInternalActorRef GetSingleChild(string name);

    /// <summary>The child of that name, or nobody.</summary>
    IInternalActorRef GetChildByName(string name);

    /// <summary>Puts a message into the mailbox.</summary>
    void SendMessage(IActorRef? sender, object message);

    /// <summary>Puts a message of the runtime into the mailbox.</summary>
    void SendSystemMessage(ISystemMessage message);
}
