namespace Akka.Dispatch;

/// <summary>The default mailbox (Akka.Dispatch.UnboundedMailbox).</summary>
public sealed class UnboundedMailbox : MailboxType, IProducesMessageQueue<UnboundedMessageQueue>
{
    /// <summary>Without settings.</summary>
    public UnboundedMailbox()
        : this(null!, null!) // it reads neither
    {
    }

    /// <summary>Of the settings and the mailbox's section of the configuration, neither of which matters.</summary>
    public UnboundedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedMessageQueue();
}
