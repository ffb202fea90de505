namespace Akka.Dispatch;

/// <summary>The mailbox of actors that stash (Akka.Dispatch.UnboundedDequeBasedMailbox).</summary>
public sealed class UnboundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<UnboundedDequeMessageQueue>
{
    /// <summary>Of the settings and the mailbox's section of the configuration, neither of which matters.</summary>
    public UnboundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedDequeMessageQueue();
}
