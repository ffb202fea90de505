using System.Linq.Expressions;
using Akka.Util;

namespace Akka.TestKit;

/// <content>Starting actors, probes and children of the test actor.</content>
public abstract partial class TestKitBase
{
    /// <summary>Starts an actor in the system under test.</summary>
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props);

    /// <summary>Starts an actor in the system under test.</summary>
    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    /// <summary>Starts an actor in the system under test.</summary>
    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>(), null);

    /// <summary>Starts an actor in the system under test.</summary>
    public IActorRef ActorOf<TActor>(string? name)
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>(), name);

    /// <summary>Starts an actor in the system under test.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => ActorOf(Props.Create(factory), null);

    /// <summary>Starts an actor in the system under test.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string? name)
        where TActor : ActorBase => ActorOf(Props.Create(factory), name);

    /// <summary>A selection in the system under test.</summary>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>A selection in the system under test.</summary>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>A selection that starts at an actor.</summary>
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => Sys.ActorSelection(anchorRef, actorPath);

    /// <summary>Starts an actor that runs on the calling thread and can be looked at, as a child of the supervisor.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, IActorRef? supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, props, supervisor, name);

    /// <summary>Starts an actor that runs on the calling thread and can be looked at.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Props props, string? name = null)
        where TActor : ActorBase => new(Sys, props, null, name);

    /// <summary>Starts an actor that runs on the calling thread and can be looked at, as a child of the supervisor.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, IActorRef? supervisor, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), supervisor, name);

    /// <summary>Starts an actor that runs on the calling thread and can be looked at.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(Expression<Func<TActor>> factory, string? name = null)
        where TActor : ActorBase => new(Sys, Props.Create(factory), null, name);

    /// <summary>Starts an actor that runs on the calling thread and can be looked at, as a child of the supervisor.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(IActorRef? supervisor, string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), supervisor, name);

    /// <summary>Starts an actor that runs on the calling thread and can be looked at.</summary>
    public TestActorRef<TActor> ActorOfAsTestActorRef<TActor>(string? name = null)
        where TActor : ActorBase, new() => new(Sys, Props.Create<TActor>(), null, name);

    /// <summary>Starts another test actor, whose messages go to the same expectations.</summary>
    public IActorRef CreateTestActor(string name) => ((ExtendedActorSystem)Sys).SystemActorOf(Internal.TestActorBehavior.Props(_inbox), name);

    /// <summary>A probe in the system under test.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <summary>A probe in another system.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    /// <summary>A latch whose waits follow the time factor.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => new TestLatch.OfKit(this, count);

    /// <summary>A barrier whose waits follow the time factor.</summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    /// <summary>Starts a child of the test actor.</summary>
    public IActorRef ChildActorOf(
        Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(true, props, name, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Starts a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(false, props, name, supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(true, props, null, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Starts a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(false, props, null, supervisorStrategy, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawn(true, props, name, null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Starts a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawn(false, props, name, null, cancellationToken);

    /// <summary>Starts a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        Spawn(true, props, null, null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Starts a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        Spawn(false, props, null, null, cancellationToken);

    private async Task<IActorRef> Spawn(
        bool blocking, Props props, string? name, SupervisorStrategy? strategy, CancellationToken cancellation)
    {
        Instruct(new TestActor.Spawn(
            props,
            name is null ? Option<string>.None : Option<string>.Create(name),
            strategy is null ? Option<SupervisorStrategy>.None : Option<SupervisorStrategy>.Create(strategy)));
        return await Expect<IActorRef>(blocking, null, "the reference of the new child", null, null, cancellation);
    }
}
