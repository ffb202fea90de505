namespace Akka.Event;

public static partial class LoggingExtensions
{
    /// <summary>Logs an error.</summary>
    public static void Error(this ILoggingAdapter log, string format) => log.Log(LogLevel.ErrorLevel, null, format);

    /// <summary>Logs an error: a template and its values.</summary>
    public static void Error(this ILoggingAdapter log, string format, params object[] args) => Log(log, LogLevel.ErrorLevel, null, format, args);

    /// <summary>Logs an error: a template and its values.</summary>
    public static void Error<T1>(this ILoggingAdapter log, string format, T1 arg1) =>
        Log(log, LogLevel.ErrorLevel, null, format, arg1);

    /// <summary>Logs an error: a template and its values.</summary>
    public static void Error<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) =>
        Log(log, LogLevel.ErrorLevel, null, format, arg1, arg2);

    /// <summary>Logs an error: a template and its values.</summary>
    public static void Error<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Log(log, LogLevel.ErrorLevel, null, format, arg1, arg2, arg3);

    /// <summary>Logs an error: a template and its values.</summary>
    public static void Error<T1, T2, T3, T4>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Log(log, LogLevel.ErrorLevel, null, format, arg1, arg2, arg3, arg4);

    /// <summary>Logs an error: a template and its values.</summary>
    public static void Error<T1, T2, T3, T4, T5>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        Log(log, LogLevel.ErrorLevel, null, format, arg1, arg2, arg3, arg4, arg5);

    /// <summary>Logs an error: a template and its values.</summary>
    public static void Error<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        Log(log, LogLevel.ErrorLevel, null, format, arg1, arg2, arg3, arg4, arg5, arg6);

    /// <summary>Logs an error with an exception.</summary>
    public static void Error(this ILoggingAdapter log, Exception? cause, string format) => log.Log(LogLevel.ErrorLevel, cause, format);

    /// <summary>Logs an error with an exception: a template and its values.</summary>
    public static void Error(this ILoggingAdapter log, Exception? cause, string format, params object[] args) => Log(log, LogLevel.ErrorLevel, cause, format, args);

    /// <summary>Logs an error with an exception: a template and its values.</summary>
    public static void Error<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1) =>
        Log(log, LogLevel.ErrorLevel, cause, format, arg1);

    /// <summary>Logs an error with an exception: a template and its values.</summary>
    public static void Error<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2) =>
        Log(log, LogLevel.ErrorLevel, cause, format, arg1, arg2);

    /// <summary>Logs an error with an exception: a template and its values.</summary>
    public static void Error<T1, T2, T3>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Log(log, LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3);

    /// <summary>Logs an error with an exception: a template and its values.</summary>
    public static void Error<T1, T2, T3, T4>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Log(log, LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3, arg4);

    /// <summary>Logs an error with an exception: a template and its values.</summary>
    public static void Error<T1, T2, T3, T4, T5>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        Log(log, LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3, arg4, arg5);

    /// <summary>Logs an error with an exception: a template and its values.</summary>
    public static void Error<T1, T2, T3, T4, T5, T6>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        Log(log, LogLevel.ErrorLevel, cause, format, arg1, arg2, arg3, arg4, arg5, arg6);
}
