namespace Akka.Event;

/// <summary>A logger that is no actor, for when there are none (Akka.Event.MinimalLogger).</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private readonly ActorPath _path = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    /// <inheritdoc/>
    public sealed override ActorPath Path => _path;

    /// <inheritdoc/>
    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");

    /// <inheritdoc/>
    protected sealed override void TellInternal(object message, IActorRef sender) => Log(message);

    /// <summary>Logs the message, a <see cref="LogEvent"/> most often.</summary>
    protected abstract void Log(object message);
}
