namespace Akka.Dispatch;

/// <summary>Makes the queues of one kind of mailbox; made of (Settings, Config) by name (Akka.Dispatch.MailboxType).</summary>
public abstract class MailboxType
{
    /// <summary>The system's settings.</summary>
    protected readonly Settings Settings;

    /// <summary>The mailbox's section of the configuration.</summary>
    protected readonly Config Config;

    /// <summary>Of the settings and the mailbox's section of the configuration.</summary>
    protected MailboxType(Settings settings, Config config)
    {
        Settings = settings;
        Config = config;
    }

    /// <summary>A new queue.</summary>
    public abstract IMessageQueue Create(IActorRef owner, ActorSystem system);
}
