namespace Akka.Event;

/// <summary>Loggers, and the names of levels (Akka.Event.Logging).</summary>
public static class Logging
{
    private const string Off = "OFF";

    /// <summary>Above every level: nothing is logged.</summary>
    internal const LogLevel OffLevel = (LogLevel)int.MaxValue;

    /// <summary>The logger of the actor that the context is of.</summary>
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(context, context.System);
        return new BusLogging(context.System.EventStream, source.Source, source.Type, Or(logMessageFormatter, context.System));
    }

    /// <summary>A logger for a source: a text, a type, an actor or any object.</summary>
    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj, system);
        return new BusLogging(system.EventStream, source.Source, source.Type, Or(logMessageFormatter, system));
    }

    /// <summary>A logger for a source on a bus.</summary>
    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter? logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj);
        return new BusLogging(loggingBus, source.Source, source.Type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    /// <summary>The level of "DEBUG", "INFO", "WARNING", "ERROR" or "OFF".</summary>
    /// <exception cref="ArgumentException">The name is another.</exception>
    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        null or "" => LogLevel.InfoLevel,
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        Off => OffLevel,
        _ => throw new ArgumentException($"Unknown LogLevel [{logLevel}]; say DEBUG, INFO, WARNING, ERROR or OFF.", nameof(logLevel)),
    };

    /// <summary>The level of an event's class.</summary>
    public static LogLevel LogLevelFor<T>()
        where T : LogEvent =>
        typeof(T) == typeof(Debug) ? LogLevel.DebugLevel
        : typeof(T) == typeof(Info) ? LogLevel.InfoLevel
        : typeof(T) == typeof(Warning) ? LogLevel.WarningLevel
        : typeof(T) == typeof(Error) ? LogLevel.ErrorLevel
        : throw new ArgumentException($"Unknown LogEvent type {typeof(T)}");

    /// <summary>The event's class of a level.</summary>
    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentException($"Unknown LogLevel {logLevel}", nameof(logLevel)),
    };

    /// <summary>The name of a level.</summary>
    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        OffLevel => Off,
        _ => throw new ArgumentException($"Unknown LogLevel {logLevel}", nameof(logLevel)),
    };

    /// <summary>The name of the object's class.</summary>
    public static string SimpleName(object o) => SimpleName(o.GetType());

    /// <summary>The name of the class, without its namespace.</summary>
    public static string SimpleName(Type t) => t.Name;

    private static ILogMessageFormatter Or(ILogMessageFormatter? given, ActorSystem system) => given ?? system.Settings.LogFormatter;
}
