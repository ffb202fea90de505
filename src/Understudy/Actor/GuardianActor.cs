namespace Akka.Actor;

/// <summary>The actor of /user and of the top of the tree (Akka.Actor.GuardianActor).</summary>
public class GuardianActor : ActorBase
{
    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated:
                Context.Stop(Self);
                return true;
            case StopChild stop:
                Context.Stop(stop.Child);
                return true;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                return true;
        }
    }

    /// <summary>Its children live on when it is restarted.</summary>
    protected override void PreStart()
    {
    }
}
