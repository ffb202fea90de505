using System.Text;
using System.Text.RegularExpressions;

namespace Akka.Actor.Internal;

/// <summary>The actor system (Akka.Actor.Internal.ActorSystemImpl).</summary>
public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly SystemExtensions _extensions = new();
    private readonly SystemTermination _termination = new();
    private readonly LocalActorRefProvider _provider;
    private readonly IScheduler _scheduler;
    private IActorRef? _deadLetterListener;

    /// <summary>With the default configuration.</summary>
    public ActorSystemImpl(string name)
        : this(name, ConfigurationFactory.Default(), Akka.Actor.Setup.ActorSystemSetup.Empty, Option<Props>.None)
    {
    }

    /// <summary>With the configuration; <see cref="Start"/> begins.</summary>
    /// <exception cref="ArgumentException">The name is not allowed.</exception>
    public ActorSystemImpl(string name, Config config, Setup.ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        if (!NameRule().IsMatch(name))
        {
            throw new ArgumentException(
                $"Invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
        }

        ArgumentNullException.ThrowIfNull(config);
        Name = name;
        Settings = new Settings(this, config, setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Loggers = new SystemLoggers(this);
        Log = new BusLogging(EventStream, $"ActorSystem({name})", GetType(), Settings.LogFormatter);
        _scheduler = (IScheduler)Activator.CreateInstance(
            TypeResolver.Get(Settings.SchedulerClass, "akka.scheduler.implementation"), Settings.Config, Log)!; // never null for a class
        _provider = new LocalActorRefProvider(name, Settings, EventStream);
        DeadLetters = _provider.DeadLetters;
        Mailboxes = new Mailboxes(this);
        Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, _scheduler, Settings, Mailboxes), Log);
    }

    /// <inheritdoc/>
    public override Settings Settings { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override Dispatchers Dispatchers { get; }

    /// <inheritdoc/>
    public override EventStream EventStream { get; }

    /// <inheritdoc/>
    public override IActorRef DeadLetters { get; }

    /// <inheritdoc/>
    public override Mailboxes Mailboxes { get; }

    /// <inheritdoc/>
    public override IScheduler Scheduler => _scheduler;

    /// <inheritdoc/>
    public override ILoggingAdapter Log { get; }

    /// <inheritdoc/>
    public override Task WhenTerminated => _termination.Ended;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <inheritdoc/>
    public override IInternalActorRef Guardian => _provider.Guardian;

    /// <inheritdoc/>
    public override IInternalActorRef LookupRoot => _provider.RootGuardian;

    /// <inheritdoc/>
    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;

    internal SystemLoggers Loggers { get; }

    /// <summary>Makes the guardians and starts loggers and extensions.</summary>
    public void Start()
    {
        try
        {
            _provider.Init(this);
            _ = EndAsync();
            EventStream.StartUnsubscriber(this);
            Loggers.Start();
            if (Settings.LogDeadLetters > 0)
                _deadLetterListener = SystemActorOf<DeadLetterListener>("deadLetterListener");
            CoordinatedShutdown.Get(this);
            _extensions.LoadConfigured(this);
            if (Settings.LogConfigOnStart)
                Log.Info(Settings.ToString());
        }
        catch
        {
            FinalTerminate();
            throw;
        }
    }

    /// <inheritdoc/>
    public override IActorRef ActorOf(Props props, string? name = null) => _provider.Guardian.Cell.AttachChild(props, false, name);

    /// <inheritdoc/>
    public override IActorRef SystemActorOf(Props props, string? name = null) => _provider.SystemGuardian.Cell.AttachChild(props, true, name);

    /// <inheritdoc/>
    public override IActorRef SystemActorOf<TActor>(string? name = null) => SystemActorOf(Props.Create<TActor>(), name);

    /// <inheritdoc/>
    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    /// <inheritdoc/>
    public override ActorSelection ActorSelection(string actorPath) =>
        ActorRefFactoryShared.ActorSelection(actorPath, this, _provider.RootGuardian);

    /// <inheritdoc/>
    public override object GetExtension(IExtensionId extensionId) => _extensions.Find(extensionId.ExtensionType)!; // null says that there is none

    /// <inheritdoc/>
    public override T GetExtension<T>() => (T)_extensions.Find(typeof(T))!; // null says that there is none

    /// <inheritdoc/>
    public override bool HasExtension(Type type) => _extensions.Find(type) is not null;

    /// <inheritdoc/>
    public override bool HasExtension<T>() => HasExtension(typeof(T));

    /// <inheritdoc/>
    public override bool TryGetExtension(Type extensionType, out object extension) =>
        (extension = _extensions.Find(extensionType)!) is not null; // null says that there is none

    /// <inheritdoc/>
    public override bool TryGetExtension<T>(out T extension) =>
        (extension = (T)_extensions.Find(typeof(T))!) is not null; // null says that there is none

    /// <inheritdoc/>
    public override object RegisterExtension(IExtensionId extension) => _extensions.GetOrAdd(extension, this);

    /// <inheritdoc/>
    public override void RegisterOnTermination(Action code) => _termination.Add(code);

    /// <inheritdoc/>
    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        else
            FinalTerminate();
        return WhenTerminated;
    }

    /// <inheritdoc/>
    public override void Abort() => FinalTerminate();

    /// <inheritdoc/>
    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent == _provider.Guardian.Path)
            _provider.Guardian.Tell(new StopChild(actor), ActorRefs.NoSender);
        else if (parent == _provider.SystemGuardian.Path)
            _provider.SystemGuardian.Tell(new StopChild(actor), ActorRefs.NoSender);
        else
            ((IInternalActorRef)actor).Stop();
    }

    /// <inheritdoc/>
    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print(_provider.RootGuardian, "", text);
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => LookupRoot.Path.Root.Address.ToString();

    /// <summary>Ends the actors, without coordination.</summary>
    internal Task FinalTerminate()
    {
        if (!Settings.LogDeadLettersDuringShutdown && _deadLetterListener is { } listener)
            Stop(listener);
        _provider.Guardian.Stop();
        return WhenTerminated;
    }

    private static void Print(IActorRef actor, string indent, StringBuilder text)
    {
        text.Append(indent).Append("-> ").AppendLine(actor.Path.Name);
        if (actor is not ActorRefWithCell withCell)
            return;
        foreach (var child in withCell.Children)
            Print(child, indent + "   ", text);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]*$")]
    private static partial Regex NameRule();

    private async Task EndAsync()
    {
        try
        {
            await _provider.TerminationTask.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.Error(e, "The top of the tree has failed.");
        }

        (_scheduler as IDisposable)?.Dispose();
        Dispatchers.EndThreads();
        _termination.Run(Log);
    }
}
