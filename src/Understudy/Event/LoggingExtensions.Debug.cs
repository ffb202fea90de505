namespace Akka.Event;

public static partial class LoggingExtensions
{
    /// <summary>Logs at debug level.</summary>
    public static void Debug(this ILoggingAdapter log, string format) => log.Log(LogLevel.DebugLevel, null, format);

    /// <summary>Logs at debug level: a template and its values.</summary>
    public static void Debug(this ILoggingAdapter log, string format, params object[] args) => Log(log, LogLevel.DebugLevel, null, format, args);

    /// <summary>Logs at debug level: a template and its values.</summary>
    public static void Debug<T1>(this ILoggingAdapter log, string format, T1 arg1) =>
        Log(log, LogLevel.DebugLevel, null, format, arg1);

    /// <summary>Logs at debug level: a template and its values.</summary>
    public static void Debug<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) =>
        Log(log, LogLevel.DebugLevel, null, format, arg1, arg2);

    /// <summary>Logs at debug level: a template and its values.</summary>
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Log(log, LogLevel.DebugLevel, null, format, arg1, arg2, arg3);

    /// <summary>Logs at debug level: a template and its values.</summary>
    public static void Debug<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Log(log, LogLevel.DebugLevel, null, format, arg1, arg2, arg3, arg4);

    /// <summary>Logs at debug level: a template and its values.</summary>
    public static void Debug<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        Log(log, LogLevel.DebugLevel, null, format, arg1, arg2, arg3, arg4, arg5);

    /// <summary>Logs at debug level: a template and its values.</summary>
    public static void Debug<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        Log(log, LogLevel.DebugLevel, null, format, arg1, arg2, arg3, arg4, arg5, arg6);

    /// <summary>Logs at debug level with an exception.</summary>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format) => log.Log(LogLevel.DebugLevel, cause, format);

    /// <summary>Logs at debug level with an exception: a template and its values.</summary>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format, params object[] args) => Log(log, LogLevel.DebugLevel, cause, format, args);

    /// <summary>Logs at debug level with an exception: a template and its values.</summary>
    public static void Debug<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1) =>
        Log(log, LogLevel.DebugLevel, cause, format, arg1);

    /// <summary>Logs at debug level with an exception: a template and its values.</summary>
    public static void Debug<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2) =>
        Log(log, LogLevel.DebugLevel, cause, format, arg1, arg2);

    /// <summary>Logs at debug level with an exception: a template and its values.</summary>
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Log(log, LogLevel.DebugLevel, cause, format, arg1, arg2, arg3);

    /// <summary>Logs at debug level with an exception: a template and its values.</summary>
    public static void Debug<T1, T2, T3, T4>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Log(log, LogLevel.DebugLevel, cause, format, arg1, arg2, arg3, arg4);

    /// <summary>Logs at debug level with an exception: a template and its values.</summary>
    public static void Debug<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        Log(log, LogLevel.DebugLevel, cause, format, arg1, arg2, arg3, arg4, arg5);

    /// <summary>Logs at debug level with an exception: a template and its values.</summary>
    public static void Debug<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        Log(log, LogLevel.DebugLevel, cause, format, arg1, arg2, arg3, arg4, arg5, arg6);
}
