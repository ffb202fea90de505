namespace Akka.Actor;

/// <summary>Makes and resolves references (Akka.Actor.IActorRefProvider).</summary>
public interface IActorRefProvider
{
    /// <summary>The top of the tree.</summary>
    IInternalActorRef RootGuardian { get; }

    /// <summary>/user: the parent of users' actors.</summary>
    LocalActorRef Guardian { get; }

    /// <summary>/system: the parent of the runtime's actors.</summary>
    LocalActorRef SystemGuardian { get; }

    /// <summary>Where messages go that cannot arrive.</summary>
    IActorRef DeadLetters { get; }

    /// <summary>The path of the top.</summary>
    ActorPath RootPath { get; }

    /// <summary>The settings.</summary>
    Settings Settings { get; }

    /// <summary>What the configuration says about actors by path.</summary>
    Deployer Deployer { get; }

    /// <summary>/temp: the parent of references without actors.</summary>
    IInternalActorRef TempContainer { get; }

    /// <summary>Ends with the top of the tree.</summary>
    Task TerminationTask { get; }

    /// <summary>The system's address.</summary>
    Address DefaultAddress { get; }

    /// <summary>Makes the guardians.</summary>
    void Init(ActorSystemImpl system);

    /// <summary>A new path below /temp.</summary>
    ActorPath TempPath();

    /// <summary>Gives a reference without an actor its place below /temp.</summary>
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);

    /// <summary>Takes the place away.</summary>
    void UnregisterTempActor(ActorPath path);

    /// <summary>The top of the tree at an address; the dead letters when it is another system's.</summary>
    IActorRef RootGuardianAt(Address address);

    /// <summary>Makes an actor that has its name already; the deployment is the one given, or the configuration's.</summary>
    /// <exception cref="ConfigurationException">The dispatcher or the mailbox is not configured.</exception>
    IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async);

    /// <summary>The reference that the path leads to; one that is empty when there is no such actor.</summary>
    IActorRef ResolveActorRef(string path);

    /// <summary>The reference that the path leads to; one that is empty when there is no such actor.</summary>
    IActorRef ResolveActorRef(ActorPath actorPath);
}
