namespace Akka.Event;

/// <summary>A log event that needs a person (Akka.Event.Error).</summary>
public class Error : LogEvent
{
    /// <summary>With an exception, or null.</summary>
    public Error(Exception? cause, string logSource, Type logClass, object message)
    {
        Cause = cause!; // null says that nothing was thrown
        LogSource = logSource;
        LogClass = logClass;
        Message = message;
    }

    /// <inheritdoc/>
    public override LogLevel LogLevel() => Event.LogLevel.ErrorLevel;
}
