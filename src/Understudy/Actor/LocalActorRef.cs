namespace Akka.Actor;

/// <summary>The reference of an actor in this process (Akka.Actor.LocalActorRef).</summary>
public class LocalActorRef : ActorRefWithCell
{
    private readonly ActorCell _cell;
    private readonly ActorPath _path;

    /// <summary>Makes the cell with its mailbox; <see cref="Start"/> attaches it.</summary>
    public LocalActorRef(
        ActorSystemImpl system,
        Props props,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        IInternalActorRef supervisor,
        ActorPath path)
    {
        _path = path;
        _cell = MakeCell(system, props, dispatcher, supervisor);
        _cell.Init(sendSupervise: true, mailboxType);
    }

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    /// <summary>The cell.</summary>
    public ActorCell Cell => _cell;

    /// <inheritdoc/>
    public override ICell Underlying => _cell;

    /// <inheritdoc/>
    public override IInternalActorRef Parent => _cell.Parent;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    /// <inheritdoc/>
    public override bool IsLocal => true;

    /// <inheritdoc/>
    public override bool IsTerminated => _cell.IsTerminated;

    /// <inheritdoc/>
    public override IEnumerable<IActorRef> Children => _cell.GetChildren();

    /// <summary>The system it lives in.</summary>
    protected ActorSystem System => _cell.System;

    /// <summary>What the actor is made of.</summary>
    protected Props Props => _cell.Props;

    /// <summary>What runs the actor.</summary>
    protected MessageDispatcher Dispatcher => _cell.Dispatcher;

    /// <summary>The supervisor.</summary>
    protected IInternalActorRef Supervisor => _cell.Parent;

    /// <inheritdoc/>
    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    /// <inheritdoc/>
    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        IInternalActorRef current = this;
        for (var i = 0; i < name.Count; i++)
        {
            switch (name[i])
            {
                case "":
                    continue;
                case "..":
                    current = current.Parent;
                    break;
                default:
                    if (current is not ActorRefWithCell withCell)
                        return current.GetChild([.. name.Skip(i)]);
                    current = withCell.GetSingleChild(name[i]);
                    break;
            }

            if (current is Nobody)
                return current;
        }

        return current;
    }

    /// <inheritdoc/>
    public override void Resume(Exception? causedByFailure = null) => _cell.Resume(causedByFailure);

    /// <inheritdoc/>
    public override void Start() => _cell.Start();

    /// <inheritdoc/>
    public override void Stop() => _cell.Stop();

    /// <inheritdoc/>
    public override void Suspend() => _cell.Suspend();

    /// <inheritdoc/>
    public override void Restart(Exception cause) => _cell.Restart(cause);

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender) => _cell.SendMessage(sender, message);

    /// <summary>Makes the cell; called once, by the constructor.</summary>
    protected virtual ActorCell NewActorCell(
        ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        new(system, self, props, dispatcher, supervisor);

    private ActorCell MakeCell(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, IInternalActorRef supervisor) =>
        NewActorCell(system, this, props, dispatcher, supervisor);
}
