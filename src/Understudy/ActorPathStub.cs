namespace Akka.Actor;

/// <summary>Skeleton of Akka.Actor.IActorRef.</summary>
public interface IActorRef
{
}
