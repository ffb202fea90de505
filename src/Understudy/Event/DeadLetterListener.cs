namespace Akka.Event;

/// <summary>Logs dead letters, as many as `akka.log-dead-letters` says (Akka.Event.DeadLetterListener).</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly int _most = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _silence = Context.System.Settings.LogDeadLettersSuspendDuration;
    private long _count;
    private long _silentSince;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _eventStream.Subscribe(Self, typeof(DeadLetter));
        _eventStream.Subscribe(Self, typeof(Dropped));
        _eventStream.Subscribe(Self, typeof(UnhandledMessage));
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
    }

    /// <inheritdoc/>
    protected override void PostRestart(Exception reason)
    {
    }

    /// <inheritdoc/>
    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        if (_silentSince != 0 && Environment.TickCount64 - _silentSince < _silence.TotalMilliseconds)
            return true;
        if (_silentSince != 0)
            _silentSince = _count = 0;
        _count++;
        var isLast = _most != int.MaxValue && _count >= _most;
        Log(letter, isLast);
        if (isLast)
            _silentSince = Math.Max(1, Environment.TickCount64);
        return true;
    }

    private void Log(AllDeadLetters letter, bool isLast)
    {
        var what = letter switch
        {
            Dropped dropped => "was dropped. " + dropped.Reason,
            UnhandledMessage => "was unhandled",
            _ => "was not delivered",
        };
        var more = isLast ? ", no more dead letters will be logged for a while" : "";
        _log.Info(
            "Message [{MessageType}] from {Sender} to {Recipient} {What}. [{Count}] dead letters encountered{More}. "
            + "This logging can be turned off or adjusted with 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. "
            + "Message content: {Message}",
            [letter.Message.GetType().Name, letter.Sender, letter.Recipient, what, _count, more, letter.Message]);
    }
}
