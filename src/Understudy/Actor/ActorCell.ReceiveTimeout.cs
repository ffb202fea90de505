namespace Akka.Actor;

// The receive timeout.
public partial class ActorCell
{
    private IdleTimer? _receiveTimeout;

    /// <inheritdoc cref="IActorContext.ReceiveTimeout"/>
    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Duration;

    /// <inheritdoc/>
    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } duration && duration != Timeout.InfiniteTimeSpan)
        {
            // It begins to count when the message at hand is handled.
            ClearReceiveTimeout();
            _receiveTimeout = new IdleTimer(_system.Scheduler, _self, duration);
        }
        else
        {
            ClearReceiveTimeout();
        }
    }

    /// <summary>Lets the timeout count: from now on, if told to begin anew or if it does not count yet.</summary>
    public void CheckReceiveTimeout(bool reschedule = true) => _receiveTimeout?.Touch(reschedule);

    private void ClearReceiveTimeout()
    {
        _receiveTimeout?.Cancel();
        _receiveTimeout = null;
    }
}
