namespace Akka.Actor;

// The handling of users' messages.
public partial class ActorCell
{
    /// <summary>Handles a message; the mailbox calls it, in the actor's context.</summary>
    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message;
        try
        {
            if (message is TimerMessage timer)
            {
                if (!timer.IsCurrent(_actor))
                    return;
                message = timer.Message;
                envelope = new Envelope(message, envelope.Sender);
            }

            CurrentMessage = message;
            _sender = envelope.Sender;
            if (_receiveTimeout is { } timeout && message is not INotInfluenceReceiveTimeout)
                timeout.Pause();
            if (message is IAutoReceivedMessage)
                AutoReceiveMessage(envelope);
            else
                ReceiveMessage(message);
            CurrentMessage = null!; // null says that none is handled
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e, null);
        }
        finally
        {
            if (_receiveTimeout is not null)
                CheckReceiveTimeout(message is not INotInfluenceReceiveTimeout);
        }
    }

    /// <summary>Handles a message outside the mailbox, for tests of one actor.</summary>
    public void ReceiveMessageForTest(Envelope envelope)
    {
        CurrentMessage = envelope.Message;
        _sender = envelope.Sender;
        try
        {
            ReceiveMessage(envelope.Message);
        }
        finally
        {
            CurrentMessage = null!; // null says that none is handled
            _sender = null;
        }
    }

    /// <summary>Handles a message that the runtime handles before, or instead of, the actor.</summary>
    protected internal virtual void AutoReceiveMessage(Envelope envelope)
    {
        if (_system.Settings.DebugAutoReceive)
            Publish(new Debug(_self.Path.ToString(), ActorType, "received AutoReceiveMessage " + envelope.Message));
        switch (envelope.Message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selection:
                Akka.Actor.ActorSelection.DeliverSelection(_self, _sender, selection);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, _self), _self);
                break;
            default:
                ReceiveMessage(envelope.Message);
                break;
        }
    }

    /// <summary>Lets the current behaviour handle the message.</summary>
    protected virtual void ReceiveMessage(object message)
    {
        if (_actor is not { } actor || _behaviour is not { } behaviour)
            throw new IllegalActorStateException($"{_self} has no instance to handle {message.GetType().Name}.");
        var handled = actor.AroundReceive(behaviour, message);
        if (_system.Settings.AddLoggingReceive && actor is ILogReceive)
        {
            Publish(new Debug(
                _self.Path.ToString(), actor.GetType(), $"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}"));
        }
    }
}
