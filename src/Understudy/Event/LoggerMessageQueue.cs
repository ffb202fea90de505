namespace Akka.Event;

/// <summary>What waits for a logger that ends is forgotten: as a dead letter it would be logged, and so on without an end.</summary>
internal sealed class LoggerMessageQueue : UnboundedMessageQueue, ILoggerMessageQueueSemantics, IMessageQueue
{
    void IMessageQueue.CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out _))
        {
        }
    }
}
