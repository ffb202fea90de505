namespace Akka.Event;

/// <summary>Logs to standard output while the system starts and stops (Akka.Event.StandardOutLogger).</summary>
public class StandardOutLogger : MinimalLogger
{
    /// <summary>The colour of debug events.</summary>
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    /// <summary>The colour of info events.</summary>
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    /// <summary>The colour of warnings.</summary>
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    /// <summary>The colour of errors.</summary>
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    /// <summary>Whether there are colours at all.</summary>
    public static bool UseColors { get; set; } = true;

    /// <inheritdoc/>
    protected override void Log(object message)
    {
        if (message is LogEvent logEvent)
            PrintLogEvent(logEvent);
        else
            StandardOutWriter.WriteLine(message?.ToString() ?? "");
    }

    internal static void PrintLogEvent(LogEvent logEvent)
    {
        ConsoleColor? color = !UseColors ? null : logEvent.LogLevel() switch
        {
            LogLevel.DebugLevel => DebugColor,
            LogLevel.InfoLevel => InfoColor,
            LogLevel.WarningLevel => WarningColor,
            _ => ErrorColor,
        };
        StandardOutWriter.WriteLine(logEvent.ToString(), color);
    }
}
