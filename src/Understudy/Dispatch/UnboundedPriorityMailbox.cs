namespace Akka.Dispatch;

/// <summary>A mailbox whose messages have numbers, the lowest first (Akka.Dispatch.UnboundedPriorityMailbox).</summary>
public abstract class UnboundedPriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedPriorityMessageQueue>
{
    /// <summary>For how many messages there is room at first.</summary>
    public const int DefaultCapacity = 11;

    /// <summary>Of the settings and the mailbox's section of the configuration.</summary>
    protected UnboundedPriorityMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <summary>For how many messages there is room at first.</summary>
    public int InitialCapacity => DefaultCapacity;

    /// <inheritdoc/>
    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new UnboundedPriorityMessageQueue(PriorityGenerator, InitialCapacity);

    /// <summary>The message's number.</summary>
    protected abstract int PriorityGenerator(object message);
}
