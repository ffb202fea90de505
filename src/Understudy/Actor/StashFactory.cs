namespace Akka.Actor;

/// <summary>Makes stashes (Akka.Actor.StashFactory).</summary>
public static class StashFactory
{
    /// <summary>A stash of the kind that the actor asks for.</summary>
    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => CreateStash(context, actorInstance.GetType());

    /// <summary>A stash of the kind that actors of the class ask for.</summary>
    public static IStash CreateStash<T>(this IActorContext context)
        where T : ActorBase => CreateStash(context, typeof(T));

    /// <summary>A stash of the kind that actors of the class ask for.</summary>
    public static IStash CreateStash(this IActorContext context, Type actorType) =>
        actorType.Implements<IWithBoundedStash>() ? new BoundedStashImpl(context) : new UnboundedStashImpl(context);
}
