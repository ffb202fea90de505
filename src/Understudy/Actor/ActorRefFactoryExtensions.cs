namespace Akka.Actor;

/// <summary>More ways to make and find actors (Akka.Actor.ActorRefFactoryExtensions).</summary>
public static class ActorRefFactoryExtensions
{
    /// <summary>Makes an actor that needs no arguments.</summary>
    public static IActorRef ActorOf<TActor>(this IActorRefFactory factory, string? name = null)
        where TActor : ActorBase, new() => factory.ActorOf(Props.Create<TActor>(), name);

    /// <summary>The actors at the path, which is relative to the anchor.</summary>
    public static ActorSelection ActorSelection(this IActorRefFactory factory, IActorRef anchorRef, string actorPath) =>
        ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);
}
