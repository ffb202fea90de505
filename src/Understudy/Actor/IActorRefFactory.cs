namespace Akka.Actor;

/// <summary>Makes and finds actors (Akka.Actor.IActorRefFactory).</summary>
public interface IActorRefFactory
{
    /// <summary>Makes an actor, under a name of its own when none is given.</summary>
    /// <exception cref="InvalidActorNameException">The name is not allowed or is taken.</exception>
    IActorRef ActorOf(Props props, string? name = null);

    /// <summary>The actors at the path.</summary>
    ActorSelection ActorSelection(ActorPath actorPath);

    /// <summary>The actors at the path, which may be relative and may have wildcards.</summary>
    ActorSelection ActorSelection(string actorPath);
}
