namespace Akka.Event;

/// <summary>Watches the subscribers of the event stream and unsubscribes those that end. Child of the system guardian.</summary>
internal sealed class EventStreamUnsubscriber(EventStream eventStream) : ActorBase
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Register register:
                Context.Watch(register.Subscriber);
                return true;
            case Terminated terminated:
                eventStream.Unsubscribe(terminated.ActorRef);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Sent by the event stream when an actor subscribes; there is no reply.</summary>
    internal sealed record Register(IActorRef Subscriber);
}
