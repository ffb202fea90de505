namespace Akka.TestKit;

/// <summary>A reference to an actor that runs on the calling thread and can be looked at (Akka.TestKit.TestActorRef).</summary>
/// <typeparam name="TActor">The actor's class.</typeparam>
#pragma warning disable CS0660, CS0661 // Equals and GetHashCode are those of the base class, as in the mirrored API
public class TestActorRef<TActor> : TestActorRefBase<TActor>
#pragma warning restore CS0660, CS0661
    where TActor : ActorBase
{
    /// <summary>Starts the actor, under the supervisor or at the top.</summary>
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
        : base(system, actorProps, supervisor, name)
    {
    }

    /// <summary>Whether both mean the same actor.</summary>
    public static bool operator ==(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>Whether they mean different actors.</summary>
    public static bool operator !=(TestActorRef<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    /// <summary>Whether both mean the same actor.</summary>
    public static bool operator ==(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) => testActorRef == actorRef;

    /// <summary>Whether they mean different actors.</summary>
    public static bool operator !=(IActorRef? actorRef, TestActorRef<TActor>? testActorRef) => !(testActorRef == actorRef);
}
