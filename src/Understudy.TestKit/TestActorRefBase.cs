namespace Akka.TestKit;

/// <summary>A reference to an actor that runs on the calling thread and can be looked at (Akka.TestKit.TestActorRefBase).</summary>
/// <typeparam name="TActor">The actor's class.</typeparam>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    /// <summary>Starts the actor, under the supervisor or at the top.</summary>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null) =>
        InternalRef = InternalTestActorRef.Create(system, actorProps, supervisor, name);

    /// <summary>The plain reference.</summary>
    public IActorRef Ref => InternalRef;

    /// <summary>The actor itself, of its latest restart.</summary>
    /// <exception cref="IllegalActorStateException">The actor has terminated.</exception>
    public TActor UnderlyingActor => (TActor)InternalRef.UnderlyingActor;

    /// <inheritdoc/>
    public ActorPath Path => InternalRef.Path;

    bool IActorRefScope.IsLocal => InternalRef.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => InternalRef.Parent;

    IActorRefProvider IInternalActorRef.Provider => InternalRef.Provider;

    bool IInternalActorRef.IsTerminated => InternalRef.IsTerminated;

    /// <summary>The plain reference.</summary>
    protected InternalTestActorRef InternalRef { get; }

    /// <summary>Whether both mean the same actor.</summary>
    public static bool operator ==(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) =>
        testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    /// <summary>Whether they mean different actors.</summary>
    public static bool operator !=(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) => !(testActorRef == actorRef);

    /// <summary>Whether both mean the same actor.</summary>
    public static bool operator ==(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => testActorRef == actorRef;

    /// <summary>Whether they mean different actors.</summary>
    public static bool operator !=(IActorRef? actorRef, TestActorRefBase<TActor>? testActorRef) => !(testActorRef == actorRef);

    /// <summary>The plain reference.</summary>
    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.InternalRef;

    /// <summary>Hands the message to the actor at once, past its mailbox; throws what the actor throws.</summary>
    public void Receive(object message, IActorRef? sender = null) => InternalRef.Receive(message, sender);

    /// <summary>Hands the message to the actor at once; the task ends when an asynchronous handler has ended, with what it threw.</summary>
    public Task ReceiveAsync(object message, IActorRef? sender = null) => InternalRef.ReceiveAsync(message, sender);

    /// <summary>Sends a message; without a running actor it has no sender.</summary>
    public void Tell(object message) => InternalRef.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Sends a message.</summary>
    public void Tell(object message, IActorRef? sender) => InternalRef.Tell(message, sender);

    /// <summary>Passes a message on with the sender of the one that is handled now.</summary>
    public void Forward(object message) => InternalRef.Forward(message);

    /// <summary>Lets the actor watch another.</summary>
    public void Watch(IActorRef subject) => InternalRef.Watch(subject);

    /// <summary>Ends the actor's watch over another.</summary>
    public void Unwatch(IActorRef subject) => InternalRef.Unwatch(subject);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => InternalRef.SendSystemMessage(message);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => InternalRef.SendSystemMessage(message, sender);

    /// <inheritdoc/>
    public override string ToString() => InternalRef.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IActorRef other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => InternalRef.GetHashCode();

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => InternalRef.Equals(other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => InternalRef.CompareTo(obj);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => InternalRef.CompareTo(other);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => InternalRef.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => InternalRef.Resume(causedByFailure);

    void IInternalActorRef.Start() => InternalRef.Start();

    void IInternalActorRef.Stop() => InternalRef.Stop();

    void IInternalActorRef.Restart(Exception cause) => InternalRef.Restart(cause);

    void IInternalActorRef.Suspend() => InternalRef.Suspend();
}
