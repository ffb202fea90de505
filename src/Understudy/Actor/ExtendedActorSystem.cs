namespace Akka.Actor;

/// <summary>What extensions see of the system (Akka.Actor.ExtendedActorSystem).</summary>
public abstract class ExtendedActorSystem : ActorSystem
{
    /// <summary>The provider of references.</summary>
    public abstract IActorRefProvider Provider { get; }

    /// <summary>/user.</summary>
    public abstract IInternalActorRef Guardian { get; }

    /// <summary>The top of the tree.</summary>
    public abstract IInternalActorRef LookupRoot { get; }

    /// <summary>/system.</summary>
    public abstract IInternalActorRef SystemGuardian { get; }

    /// <summary>Makes an actor below /system.</summary>
    public abstract IActorRef SystemActorOf(Props props, string? name = null);

    /// <summary>Makes an actor below /system.</summary>
    public abstract IActorRef SystemActorOf<TActor>(string? name = null)
        where TActor : ActorBase, new();

    /// <summary>Ends the system without coordination.</summary>
    public abstract void Abort();

    /// <summary>The tree of actors as text.</summary>
    public abstract string PrintTree();
}
