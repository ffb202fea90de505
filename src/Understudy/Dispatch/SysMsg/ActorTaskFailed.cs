namespace Akka.Dispatch.SysMsg;

/// <summary>Tells an actor that its task has failed: to the supervisor that is as if the handler had thrown.</summary>
internal sealed class ActorTaskFailed(Exception cause, object message) : SystemMessage
{
    public Exception Cause { get; } = cause;

    public object Message { get; } = message;
}
