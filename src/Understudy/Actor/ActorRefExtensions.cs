namespace Akka.Actor;

/// <summary>Questions about references (Akka.Actor.ActorRefExtensions).</summary>
public static class ActorRefExtensions
{
    /// <summary>Whether the reference is null or leads to no actor.</summary>
    public static bool IsNobody(this IActorRef? actorRef) => actorRef is null or Nobody;

    /// <summary>The reference, or what the function gives when it is nobody.</summary>
    public static IActorRef GetOrElse(this IActorRef? actorRef, Func<IActorRef> elseValue) =>
        actorRef is null or Nobody ? elseValue() : actorRef;
}
