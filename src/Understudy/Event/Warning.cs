namespace Akka.Event;

/// <summary>A log event about something degraded (Akka.Event.Warning).</summary>
public class Warning : LogEvent
{
    /// <summary>Without an exception.</summary>
    public Warning(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>With an exception, or null.</summary>
    public Warning(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!; // null says that nothing was thrown
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.WarningLevel;
}
