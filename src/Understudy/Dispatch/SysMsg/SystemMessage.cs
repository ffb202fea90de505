namespace Akka.Dispatch.SysMsg;

/// <summary>A message of the runtime that is its own node in the queue (Akka.Dispatch.SysMsg.SystemMessage).</summary>
public abstract class SystemMessage : ISystemMessage
{
    /// <summary>The message behind this one. Owned by the queue that it is in: a message can be in one queue only.</summary>
    internal SystemMessage? Next;

    /// <summary>Whether it is in no queue.</summary>
    public bool Unlinked => Next is null;

    /// <summary>Takes it out of the chain.</summary>
    public void Unlink() => Next = null;
}
