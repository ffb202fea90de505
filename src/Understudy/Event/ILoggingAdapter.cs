namespace Akka.Event;

/// <summary>Where one source logs (Akka.Event.ILoggingAdapter); the methods for each level are extensions.</summary>
public interface ILoggingAdapter
{
    /// <summary>What puts values into templates.</summary>
    ILogMessageFormatter Formatter { get; }

    /// <summary>Whether anybody listens to debug events.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Whether anybody listens to info events.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>Whether anybody listens to warnings.</summary>
    bool IsWarningEnabled { get; }

    /// <summary>Whether anybody listens to errors.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>Whether anybody listens to the level.</summary>
    bool IsEnabled(LogLevel logLevel);

    /// <summary>Logs a template with its values.</summary>
    void Log(LogLevel logLevel, Exception? cause, LogMessage message);

    /// <summary>Logs a text.</summary>
    void Log(LogLevel logLevel, Exception? cause, string format);
}
