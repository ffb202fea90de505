namespace Akka.Actor;

/// <summary>
/// The sender of an Ask: the first answer completes the task. It gets a path, and a place under /temp, only when somebody looks at it.
/// </summary>
internal sealed class FutureRef<T>(TaskCompletionSource<T> result, IActorRefProvider provider) : MinimalActorRef, IDisposable
{
    private ActorPath? _path;

    public override ActorPath Path => _path ?? Register();

    public override IInternalActorRef Parent => provider.TempContainer;

    public override IActorRefProvider Provider => provider;

    public override bool IsTerminated => result.Task.IsCompleted;

    public void Dispose()
    {
        if (_path is { } path)
            provider.UnregisterTempActor(path);
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        var isFirst = message switch
        {
            T answer => result.TrySetResult(answer),
            Status.Failure failure => result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            Failure failure => result.TrySetException(failure.Exception ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => result.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (!isFirst)
            provider.DeadLetters.Tell(new DeadLetter(message, sender, this), sender);
    }

    private ActorPath Register()
    {
        var path = provider.TempPath();
        if (Interlocked.CompareExchange(ref _path, path, null) is { } first)
            return first;
        provider.RegisterTempActor(this, path);
        if (result.Task.IsCompleted)
            provider.UnregisterTempActor(path);
        return path;
    }
}
