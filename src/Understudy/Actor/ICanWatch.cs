namespace Akka.Actor;

/// <summary>Watches actors for their end (Akka.Actor.ICanWatch).</summary>
public interface ICanWatch
{
    /// <summary>Asks for <see cref="Terminated"/> when the actor ends, or at once if it has.</summary>
    IActorRef Watch(IActorRef subject);

    /// <summary>Asks for the message when the actor ends, or at once if it has.</summary>
    IActorRef WatchWith(IActorRef subject, object message);

    /// <summary>Asks no more; a <see cref="Terminated"/> that waits already is dropped.</summary>
    IActorRef Unwatch(IActorRef subject);
}
