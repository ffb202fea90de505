namespace Akka.Actor;

/// <summary>A watcher did not handle <see cref="Terminated"/> (Akka.Actor.DeathPactException).</summary>
public class DeathPactException : AkkaException
{
    /// <summary>With the actor that died.</summary>
    public DeathPactException(IActorRef deadActor)
        : base($"Monitored actor [{deadActor}] terminated")
    {
        DeadActor = deadActor;
    }

    /// <summary>The actor that died.</summary>
    public IActorRef DeadActor { get; }
}
