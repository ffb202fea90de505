namespace Akka.Event;

/// <summary>Logging by level, with up to six typed values or any number of others (Akka.Event.LoggingExtensions).</summary>
/// <remarks>Values are boxed only when somebody listens to the level.</remarks>
public static partial class LoggingExtensions
{
    /// <summary>Logs a text.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format) => log.Log(level, null, format);

    /// <summary>Logs a template and its values.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, string format, params object[] args) => Log(log, level, null, format, args);

    /// <summary>Logs a template and its values.</summary>
    public static void Log(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, params object[] args)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, args));
    }

    /// <summary>Logs a template and its values.</summary>
    public static void Log<T1>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, [arg1!])); // a null value is rendered as one
    }

    /// <summary>Logs a template and its values.</summary>
    public static void Log<T1, T2>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, [arg1!, arg2!])); // a null value is rendered as one
    }

    /// <summary>Logs a template and its values.</summary>
    public static void Log<T1, T2, T3>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, [arg1!, arg2!, arg3!])); // a null value is rendered as one
    }

    /// <summary>Logs a template and its values.</summary>
    public static void Log<T1, T2, T3, T4>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, [arg1!, arg2!, arg3!, arg4!])); // a null value is rendered as one
    }

    /// <summary>Logs a template and its values.</summary>
    public static void Log<T1, T2, T3, T4, T5>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, [arg1!, arg2!, arg3!, arg4!, arg5!])); // a null value is rendered as one
    }

    /// <summary>Logs a template and its values.</summary>
    public static void Log<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, LogLevel level, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6)
    {
        if (log.IsEnabled(level))
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, [arg1!, arg2!, arg3!, arg4!, arg5!, arg6!])); // a null value is rendered as one
    }
}
