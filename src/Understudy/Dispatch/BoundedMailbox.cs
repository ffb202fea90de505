namespace Akka.Dispatch;

/// <summary>A mailbox with a bound: `mailbox-capacity`, `mailbox-push-timeout-time` (Akka.Dispatch.BoundedMailbox).</summary>
public sealed class BoundedMailbox : MailboxType, IProducesMessageQueue<BoundedMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    /// <summary>Reads the bound and the push timeout.</summary>
    /// <exception cref="ArgumentException">The bound is negative or the timeout infinite.</exception>
    public BoundedMailbox(Settings settings, Config config)
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
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new BoundedMessageQueue(Capacity, PushTimeout);
}
