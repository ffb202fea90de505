namespace Akka.TestKit;

/// <summary>A logger that lets filters count and swallow events before it prints them (Akka.TestKit.TestEventListener).</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = [];

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                var bus = initialize.LoggingBus;
                foreach (var type in new[] { typeof(TestEvent.Mute), typeof(TestEvent.Unmute), typeof(DeadLetter), typeof(UnhandledMessage) })
                    bus.Subscribe(Self, type);
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                if (!IsFiltered(logEvent))
                    Print(logEvent);
                return true;
            case TestEvent.Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case TestEvent.Unmute unmute:
                foreach (var filter in unmute.Filters)
                    _filters.Remove(filter);
                return true;
            case DeadLetter { Message: not Terminate } letter:
                Report(letter, $"Dead letter {Description.OfValue(letter.Message)} from {letter.Sender} to {letter.Recipient}");
                return true;
            case UnhandledMessage unhandled:
                Report(unhandled, $"Unhandled message {Description.OfValue(unhandled.Message)} from {unhandled.Sender} to {unhandled.Recipient}");
                return true;
            default:
                return true;
        }
    }

    /// <summary>Events that are no log events are warnings here, so that filters can see them.</summary>
    private void Report(object what, string text)
    {
        var recipient = what is DeadLetter letter ? letter.Recipient : ((UnhandledMessage)what).Recipient;
        var warning = new UndeliveredWarning(recipient.Path.ToString(), recipient.GetType(), text, what);
        if (!IsFiltered(warning))
            Print(warning);
    }

    private bool IsFiltered(LogEvent logEvent)
    {
        foreach (var filter in _filters)
        {
            try
            {
                if (filter.Apply(logEvent))
                    return true;
            }
            catch (Exception e)
            {
                // A filter of a test that throws must not end the logger of the system.
                Print(new Warning(logEvent.LogSource, typeof(TestEventListener), $"An event filter threw and is passed over: {e}"));
            }
        }

        return false;
    }
}
