namespace Akka.Event;

/// <summary>A log event about life-cycle (Akka.Event.Info).</summary>
public class Info : LogEvent
{
    /// <summary>Without an exception.</summary>
    public Info(string logSource, Type logClass, object message)
        : this(null, logSource, logClass, message)
    {
    }

    /// <summary>With an exception, or null.</summary>
    public Info(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!; // null says that nothing was thrown
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.InfoLevel;
}
