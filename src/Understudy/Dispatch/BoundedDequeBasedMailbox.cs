namespace Akka.Dispatch;

/// <summary>A bounded mailbox for actors that stash (Akka.Dispatch.BoundedDequeBasedMailbox).</summary>
public class BoundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<BoundedDequeMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>Reads the bound and the push timeout.</summary>
    /// <exception cref="ArgumentException">The bound is negative.</exception>
    public BoundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
        Capacity = config.GetInt("mailbox-capacity", 0);
        PushTimeout = config.GetTimeSpan("mailbox-push-timeout-time", TimeSpan.FromSeconds(-1), true);
        ArgumentOutOfRangeException.ThrowIfNegative(Capacity);
    }

    /// <summary>How many messages it holds.</summary>
    public int Capacity { get; }

    /// <inheritdoc/>
    public TimeSpan PushTimeout { get; }

    /// <inheritdoc/>
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedDequeMessageQueue(Capacity, PushTimeout);
}
