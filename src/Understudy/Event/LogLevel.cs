namespace Akka.Event;

/// <summary>How much a log event matters (Akka.Event.LogLevel).</summary>
public enum LogLevel
{
    /// <summary>For finding faults.</summary>
    DebugLevel,

    /// <summary>Life-cycle.</summary>
    InfoLevel,

    /// <summary>Degraded.</summary>
    WarningLevel,

    /// <summary>Needs a person.</summary>
    ErrorLevel,
}
