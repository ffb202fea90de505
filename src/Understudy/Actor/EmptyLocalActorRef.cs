namespace Akka.Actor;

/// <summary>A reference to an actor that has ended or never was (Akka.Actor.EmptyLocalActorRef).</summary>
public class EmptyLocalActorRef : MinimalActorRef
{
    private readonly IActorRefProvider _provider;
    private readonly ActorPath _path;
    private readonly EventStream _eventStream;

    /// <summary>Of the path and where dead letters are published.</summary>
    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    {
        _provider = provider;
        _path = path;
        _eventStream = eventStream;
    }

    /// <inheritdoc/>
    public override ActorPath Path => _path;

    /// <inheritdoc/>
    public override IActorRefProvider Provider => _provider;

    /// <inheritdoc/>
    public override bool IsTerminated => true;

    /// <inheritdoc/>
    public override void SendSystemMessage(ISystemMessage message) => SpecialHandle(message, _provider.DeadLetters);

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is DeadLetter letter)
        {
            if (!SpecialHandle(letter.Message, letter.Sender))
                _eventStream.Publish(letter);
        }
        else if (!SpecialHandle(message, sender))
        {
            _eventStream.Publish(new DeadLetter(message, sender ?? _provider.DeadLetters, this));
        }
    }

    /// <summary>Answers what even the dead have to answer; false when the message is a dead letter.</summary>
    protected virtual bool SpecialHandle(object message, IActorRef sender)
    {
        switch (message)
        {
            case Watch watch:
                if (watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, false, false));
                return true;
            case Unwatch:
                return true;
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, null), this);
                return true;
            case ActorSelectionMessage { Message: Identify question }:
                sender?.Tell(new ActorIdentity(question.MessageId, null), this);
                return true;
            case ActorSelectionMessage selection when selection.Message is not IDeadLetterSuppression:
                _eventStream.Publish(new DeadLetter(selection.Message, sender ?? _provider.DeadLetters, this));
                return true;
            case ActorSelectionMessage { Message: IDeadLetterSuppression suppressed }:
                _eventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? _provider.DeadLetters, this));
                return true;
            case IDeadLetterSuppression suppressed:
                _eventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? _provider.DeadLetters, this));
                return true;
            default:
                return false;
        }
    }

    private protected void Publish(object @event) => _eventStream.Publish(@event);
}
