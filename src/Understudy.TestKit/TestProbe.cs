namespace Akka.TestKit;

/// <summary>A test actor of its own, to stand where an actor under test expects a neighbour (Akka.TestKit.TestProbe).</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    /// <summary>In the system; the name gets a number behind it.</summary>
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, ProbeNames.Next(testProbeName))
    {
    }

    /// <summary>The probe's reference.</summary>
    public IActorRef Ref => TestActor;

    /// <summary>The sender of the latest message that an expectation took.</summary>
    public IActorRef Sender => LastSender;

    bool IActorRefScope.IsLocal => Behind.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => Behind.Parent;

    IActorRefProvider IInternalActorRef.Provider => Behind.Provider;

    bool IInternalActorRef.IsTerminated => Behind.IsTerminated;

    ActorPath IActorRef.Path => Ref.Path;

    private IInternalActorRef Behind => (IInternalActorRef)TestActor;

    /// <summary>Sends to the actor in the probe's name.</summary>
    public void Send(IActorRef actor, object message) => actor.Tell(message, TestActor);

    /// <summary>Passes the latest message on, with its sender.</summary>
    public void Forward(IActorRef actor) => actor.Tell(LastMessage, LastSender);

    /// <summary>Sends with the sender of the latest message.</summary>
    public void Forward(IActorRef actor, object message) => actor.Tell(message, LastSender);

    /// <summary>Answers the sender of the latest message, in the probe's name.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <inheritdoc/>
    public override TestProbe CreateTestProbe(string? name = null) => new(Sys, TestKitAssertionsExtension.For(Sys).Assertions, name);

    /// <summary>Starts a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), name, cancellationToken);

    /// <summary>Starts a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(string name, CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), name, cancellationToken);

    /// <summary>Starts a child of the probe.</summary>
    public IActorRef ChildActorOf<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOf(Props.Create<T>(), cancellationToken);

    /// <summary>Starts a child of the probe.</summary>
    public Task<IActorRef> ChildActorOfAsync<T>(CancellationToken cancellationToken = default)
        where T : ActorBase => ChildActorOfAsync(Props.Create<T>(), cancellationToken);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => Behind.SendSystemMessage(message);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => Behind.SendSystemMessage(message, sender);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => TestActor.CompareTo(obj is TestProbe probe ? probe.TestActor : obj);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TestProbe probe ? ReferenceEquals(this, probe) : obj is IActorRef other && TestActor.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => TestActor.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => TestActor.ToString() ?? "";

    void ICanTell.Tell(object message, IActorRef? sender) => TestActor.Tell(message, sender);

    bool IEquatable<IActorRef>.Equals(IActorRef? other) => Equals(other);

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => TestActor.CompareTo(other is TestProbe probe ? probe.TestActor : other);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => Behind.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => Behind.Resume(causedByFailure);

    void IInternalActorRef.Start() => Behind.Start();

    void IInternalActorRef.Stop() => Behind.Stop();

    void IInternalActorRef.Restart(Exception cause) => Behind.Restart(cause);

    void IInternalActorRef.Suspend() => Behind.Suspend();
}
