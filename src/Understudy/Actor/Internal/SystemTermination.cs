namespace Akka.Actor.Internal;

/// <summary>What runs when the last actor has ended, and the task that then ends.</summary>
internal sealed class SystemTermination
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Stack<Action>? _callbacks = new();

    public Task Ended => _ended.Task;

    public void Add(Action code)
    {
        lock (_gate)
        {
            if (_callbacks is null)
                throw new InvalidOperationException("ActorSystem already terminated.");
            _callbacks.Push(code);
        }
    }

    public void Run(ILoggingAdapter log)
    {
        Stack<Action>? callbacks;
        lock (_gate)
        {
            callbacks = _callbacks;
            _callbacks = null;
        }

        while (callbacks is not null && callbacks.TryPop(out var callback))
        {
            try
            {
                callback();
            }
            catch (Exception e)
            {
                log.Error(e, "A termination callback failed.");
            }
        }

        _ended.TrySetResult();
    }
}
