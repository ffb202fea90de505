namespace Akka.Event;

/// <summary>A log event for finding faults (Akka.Event.Debug).</summary>
public class Debug : LogEvent
{
    /// <summary>Without an exception.</summary>
    public Debug(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>With an exception, or null.</summary>
    public Debug(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!; // null says that nothing was thrown
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.DebugLevel;
}
