namespace Akka.Actor;

/// <summary>
/// The actor of /system (Akka.Actor.SystemGuardianActor): when /user has ended, it waits for the termination hooks and then ends itself.
/// </summary>
public class SystemGuardianActor : ActorBase
{
    private readonly IActorRef _userGuardian;
    private readonly HashSet<IActorRef> _terminationHooks = [];

    /// <summary>With the guardian of users' actors.</summary>
    public SystemGuardianActor(IActorRef userGuardian) => _userGuardian = userGuardian;

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                Context.Become(Terminating);
                foreach (var hook in _terminationHooks)
                    hook.Tell(TerminationHook.Instance, Self);
                StopWhenAllTerminationHooksDone();
                return true;
            case Terminated terminated:
                _terminationHooks.Remove(terminated.ActorRef);
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            case RegisterTerminationHook when !Sender.Equals(Context.System.DeadLetters):
                _terminationHooks.Add(Sender);
                Context.Watch(Sender);
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }

    /// <summary>Its children live on when it is restarted.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    private bool Terminating(object message)
    {
        switch (message)
        {
            case Terminated terminated:
                Done(terminated.ActorRef);
                return true;
            case TerminationHookDone:
                Done(Sender);
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }

    private void Done(IActorRef hook)
    {
        _terminationHooks.Remove(hook);
        StopWhenAllTerminationHooksDone();
    }

    private void StopWhenAllTerminationHooksDone()
    {
        if (_terminationHooks.Count > 0)
            return;
        ((ActorSystemImpl)Context.System).Loggers.Stop();
        Context.Stop(Self);
    }
}
