namespace Akka.Dispatch;

/// <summary>What dispatchers need of the system, in one place (Akka.Dispatch.DefaultDispatcherPrerequisites).</summary>
public sealed class DefaultDispatcherPrerequisites(EventStream eventStream, IScheduler scheduler, Settings settings, Mailboxes mailboxes)
    : IDispatcherPrerequisites
{
    /// <inheritdoc/>
    public EventStream EventStream { get; } = eventStream;

    /// <inheritdoc/>
    public IScheduler Scheduler { get; } = scheduler;

    /// <inheritdoc/>
    public Settings Settings { get; } = settings;

    /// <inheritdoc/>
    public Mailboxes Mailboxes { get; } = mailboxes;
}
