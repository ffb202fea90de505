namespace Akka.Actor;

/// <summary>
/// What is behind a reference: the instance, its mailbox, its behaviour and its ties to other actors (Akka.Actor.ActorCell).
/// Everything that most actors do not have (children, death watch, receive timeout, tasks) is one null field here and an object elsewhere.
/// Only the thread that holds the mailbox's turn touches the state, apart from the mailbox and the children, which say so themselves.
/// </summary>
public partial class ActorCell : IUntypedActorContext, ICell
{
    /// <summary>The unique id that is none.</summary>
    public const int UndefinedUid = 0;

    private readonly ActorSystemImpl _system;
    private readonly IInternalActorRef _self;
    private readonly IInternalActorRef _parent;
    private readonly Props _props;
    private Mailbox _mailbox = null!; // Init sets it, before anybody else can see the cell
    private ActorBase? _actor;
    private IActorRef? _sender;
    private ActorTaskScheduler? _taskScheduler;

    /// <summary>Of its parts; <see cref="Init"/> gives it a mailbox.</summary>
    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _system = system;
        _self = self;
        _props = props;
        _parent = parent;
        Dispatcher = dispatcher;
    }

    /// <summary>What runs the actor.</summary>
    public MessageDispatcher Dispatcher { get; }

    /// <summary>The messages; the dead letters' once the actor has ended.</summary>
    public Mailbox Mailbox => Volatile.Read(ref _mailbox);

    /// <summary>The message that is handled now, or null.</summary>
    public object CurrentMessage { get; private set; } = null!; // null says that none is handled

    /// <inheritdoc cref="IActorContext.Self"/>
    public IActorRef Self => _self;

    /// <inheritdoc cref="IActorContext.Props"/>
    public Props Props => _props;

    /// <inheritdoc cref="IActorContext.System"/>
    public ActorSystem System => _system;

    /// <inheritdoc/>
    public ActorSystemImpl SystemImpl => _system;

    /// <inheritdoc cref="ICell.Parent"/>
    public IInternalActorRef Parent => _parent;

    /// <inheritdoc/>
    public IActorRef Sender => _sender ?? _system.DeadLetters;

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public bool IsTerminated => Mailbox.IsClosed;

    /// <inheritdoc/>
    public bool HasMessages => Mailbox.HasMessages;

    /// <inheritdoc/>
    public int NumberOfMessages => Mailbox.MessageQueue.Count;

    /// <summary>What runs the actor's tasks.</summary>
    public virtual ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    IActorRef IActorContext.Parent => _parent;

    /// <summary>The cell whose turn it is on this thread.</summary>
    [field: ThreadStatic]
    internal static ActorCell? Current { get; set; }

    internal ActorBase? Actor => _actor;

    private Type ActorType => _actor?.GetType() ?? GetType();

    /// <summary>The actor that runs on this thread, or null.</summary>
    public static IActorRef GetCurrentSelfOrNoSender() => Current?._self ?? ActorRefs.NoSender;

    /// <summary>The sender of the message that is handled on this thread, or null.</summary>
    public static IActorRef GetCurrentSenderOrNoSender() => Current?._sender ?? ActorRefs.NoSender;

    /// <summary>Makes the mailbox, with the message that will build the actor in it.</summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        var mailbox = new Mailbox(mailboxType.Create(_self, _system));
        mailbox.SetActor(this);
        mailbox.SystemEnqueue(_self, new Create(null));
        Volatile.Write(ref _mailbox, mailbox);
        // The parent makes its children itself and knows them already: it needs no Supervise.
        if (sendSupervise && _parent is not ActorRefWithCell)
            _parent.SendSystemMessage(new Supervise(_self, async: false));
    }

    /// <inheritdoc/>
    public virtual void Start() => Dispatcher.Attach(this);

    /// <inheritdoc/>
    public void Resume(Exception? causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    /// <inheritdoc/>
    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    /// <inheritdoc/>
    public void Suspend() => SendSystemMessage(new Suspend());

    /// <inheritdoc/>
    public void Stop() => SendSystemMessage(new Terminate());

    /// <inheritdoc/>
    public virtual void SendMessage(IActorRef? sender, object message) =>
        SendMessage(new Envelope(message, sender ?? _system.DeadLetters));

    /// <summary>Puts a message into the mailbox.</summary>
    public virtual void SendMessage(Envelope message) => Dispatcher.Dispatch(this, message);

    /// <inheritdoc/>
    public virtual void SendSystemMessage(ISystemMessage message) => Dispatcher.SystemDispatch(this, (SystemMessage)message);

    /// <summary>Runs the action as this actor.</summary>
    public void UseThreadContext(Action action)
    {
        var before = Current;
        Current = this;
        try
        {
            action();
        }
        finally
        {
            Current = before;
        }
    }

    /// <inheritdoc/>
    public ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, _system);

    /// <inheritdoc/>
    public ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, _system, _self);

    internal Mailbox SwapMailbox(Mailbox mailbox) => Interlocked.Exchange(ref _mailbox, mailbox);

    internal void Publish(object @event) => _system.EventStream.Publish(@event);

    private void PublishError(Exception? cause, string message) => Publish(new Error(cause, _self.Path.ToString(), ActorType, message));

    private void PublishLifecycle(string message)
    {
        if (_system.Settings.DebugLifecycle)
            Publish(new Debug(_self.Path.ToString(), ActorType, message));
    }
}
