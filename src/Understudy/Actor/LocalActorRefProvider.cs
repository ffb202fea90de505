namespace Akka.Actor;

/// <summary>The provider of systems that are one process (Akka.Actor.LocalActorRefProvider).</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly EventStream _eventStream;
    private readonly TempContainerRef _temp;
    private readonly TopRef _top;
    private RootGuardianRef? _root;
    private LocalActorRef? _user;
    private LocalActorRef? _system;
    private long _tempNumbers = -1;

    /// <summary>Of the system's name, settings and event stream.</summary>
    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        Settings = settings;
        _eventStream = eventStream;
        RootPath = new RootActorPath(new Address("akka", systemName));
        Deployer = new Deployer(settings);
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", eventStream);
        _temp = new TempContainerRef(this, RootPath / "temp");
        _top = new TopRef(this, RootPath / "bubble-walker");
    }

    /// <inheritdoc/>
    public IInternalActorRef RootGuardian => _root ?? throw NotInitialized();

    /// <inheritdoc/>
    public LocalActorRef Guardian => _user ?? throw NotInitialized();

    /// <inheritdoc/>
    public LocalActorRef SystemGuardian => _system ?? throw NotInitialized();

    /// <inheritdoc/>
    public IActorRef DeadLetters { get; }

    /// <inheritdoc/>
    public ActorPath RootPath { get; }

    /// <inheritdoc/>
    public Settings Settings { get; }

    /// <inheritdoc/>
    public Deployer Deployer { get; }

    /// <inheritdoc/>
    public IInternalActorRef TempContainer => _temp;

    /// <inheritdoc/>
    public Task TerminationTask => _top.Ended;

    /// <inheritdoc/>
    public Address DefaultAddress => RootPath.Address;

    /// <summary>The event stream.</summary>
    public EventStream EventStream => _eventStream;

    /// <inheritdoc/>
    public void Init(ActorSystemImpl system)
    {
        var dispatcher = system.Dispatchers.Lookup(Dispatchers.InternalDispatcherId);
        var mailbox = system.Mailboxes.Lookup(Mailboxes.DefaultMailboxId);
        var shutDown = new OneForOneStrategy(_ => Directive.Stop);
        _root = new RootGuardianRef(
            system, Props.Create<GuardianActor>().WithSupervisorStrategy(shutDown), dispatcher, mailbox, _top, RootPath, _temp, DeadLetters);
        _root.Start();
        var strategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        _user = Guard(system, Props.Create<GuardianActor>().WithSupervisorStrategy(strategy), dispatcher, mailbox, "user");
        _system = Guard(system, Props.Create<SystemGuardianActor>(_user), dispatcher, mailbox, "system");
        // /system ends after /user, and the top after /system.
        _system.SendSystemMessage(new Watch(_user, _system));
        _root.SendSystemMessage(new Watch(_system, _root));
    }

    /// <inheritdoc/>
    public ActorPath TempPath() => _temp.Path / ActorNames.Generate(Interlocked.Increment(ref _tempNumbers));

    /// <inheritdoc/>
    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temp.Add(path.Name, actorRef);

    /// <inheritdoc/>
    public void UnregisterTempActor(ActorPath path) => _temp.Remove(path.Name);

    /// <inheritdoc/>
    public IActorRef RootGuardianAt(Address address) => address == RootPath.Address ? RootGuardian : DeadLetters;

    /// <inheritdoc/>
    public IInternalActorRef ActorOf(
        ActorSystemImpl system,
        Props props,
        IInternalActorRef supervisor,
        ActorPath path,
        bool systemService,
        Deploy? deploy,
        bool lookupDeploy,
        bool async)
    {
        // What the configuration says wins over what the code says.
        if (lookupDeploy && !systemService && Deployer.Lookup(path) is { } configured)
            props = props.WithDeploy(configured);
        if (deploy is not null)
            props = props.WithDeploy(deploy);
        try
        {
            var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
            var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
            return new LocalActorRef(system, props, dispatcher, mailbox, supervisor, path);
        }
        catch (Exception e) when (e is not ConfigurationException)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating {path} with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]", e);
        }
    }

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(string path) =>
        ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : DeadLetters;

    /// <inheritdoc/>
    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Address != RootPath.Address)
            return DeadLetters;
        string[] names = [.. actorPath.Elements];
        if (names.Length > 0 && actorPath.Uid != ActorCell.UndefinedUid)
            names[^1] += "#" + actorPath.Uid;
        var found = RootGuardian.GetChild(names);
        return found is Nobody ? new EmptyLocalActorRef(this, actorPath, _eventStream) : found;
    }

    private static InvalidOperationException NotInitialized() => new("The system's guardians have not been made yet.");

    private LocalActorRef Guard(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailbox, string name)
    {
        var root = _root ?? throw NotInitialized();
        root.Cell.ReserveChild(name);
        var guardian = new LocalActorRef(system, props, dispatcher, mailbox, root, new ChildActorPath(RootPath, name, ActorNames.NewUid()));
        root.Cell.InitChild(guardian);
        guardian.Start();
        return guardian;
    }
}
