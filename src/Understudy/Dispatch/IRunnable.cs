namespace Akka.Dispatch;

/// <summary>Work for a dispatcher; a mailbox is one, so that scheduling it allocates nothing (Akka.Dispatch.IRunnable).</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    /// <summary>Does the work.</summary>
    void Run();
}
