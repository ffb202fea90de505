namespace Akka.Dispatch;

/// <summary>A queue behind a lock (Akka.Dispatch.IBlockingMessageQueueSemantics).</summary>
public interface IBlockingMessageQueueSemantics : ISemantics
{
    /// <summary>How long a caller waits for the lock.</summary>
    TimeSpan BlockTimeOut { get; set; }
}
