namespace Akka.Actor;

/// <summary>Keeps messages for later (Akka.Actor.IStash).</summary>
public interface IStash
{
    /// <summary>How many messages are kept.</summary>
    int Count { get; }

    /// <summary>Whether none are.</summary>
    bool IsEmpty { get; }

    /// <summary>Whether any are.</summary>
    bool NonEmpty { get; }

    /// <summary>Whether no more fit.</summary>
    bool IsFull { get; }

    /// <summary>How many fit; -1 is any number.</summary>
    int Capacity { get; }

    /// <summary>Keeps the message that is handled now.</summary>
    void Stash();

    /// <summary>Puts the oldest message back to the head of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back to the head of the mailbox, in their order.</summary>
    void UnstashAll();

    /// <summary>Puts those messages back that the predicate takes; the others are dropped.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Takes all messages out.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages before all that are kept.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}
