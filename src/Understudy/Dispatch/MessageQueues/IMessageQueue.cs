namespace Akka.Dispatch.MessageQueues;

/// <summary>The queue of users' messages in a mailbox (Akka.Dispatch.MessageQueues.IMessageQueue).</summary>
public interface IMessageQueue
{
    /// <summary>Whether it holds messages.</summary>
    bool HasMessages { get; }

    /// <summary>How many it holds, as far as it knows.</summary>
    int Count { get; }

    /// <summary>Adds a message; any thread may call it.</summary>
    void Enqueue(IActorRef receiver, Envelope envelope);

    /// <summary>Takes the next message, if there is one; one thread at a time.</summary>
    bool TryDequeue(out Envelope envelope);

    /// <summary>Moves what is left to the dead letters of an actor that has ended.</summary>
    void CleanUp(IActorRef owner, IMessageQueue deadletters);
}
