using System.Globalization;
using System.Text;
using Akka.Event;
using ActorServer.Gateways;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ActorServer.Hosting;

/// <summary>
/// One fact, one line: <c>2026-01-02T03:04:05.678Z info  listener: listening on http://127.0.0.1:9989</c>. What follows on further lines, such
/// as a traceback, is indented, so that no text from outside can look like a line of the server.
/// </summary>
internal sealed class LineFormatter : ConsoleFormatter
{
    /// <summary>What the console logger calls it.</summary>
    public const string FormatterName = "line";

    private const string UserGuardian = "/user/";

    private readonly bool _isColoured;

    /// <summary>Formats for standard error: in colour on a terminal, unless NO_COLOR is set (no-color.org).</summary>
    public LineFormatter()
        : this(!Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
    {
    }

    /// <summary>Formats for whatever the caller says.</summary>
    /// <param name="isColoured">True for a terminal.</param>
    internal LineFormatter(bool isColoured)
        : base(FormatterName) => _isColoured = isColoured;

    /// <summary>The level of the console for a level of the actors.</summary>
    /// <param name="level">The least level that is written.</param>
    public static LogLevel LevelOf(Akka.Event.LogLevel level) => level switch
    {
        Akka.Event.LogLevel.DebugLevel => LogLevel.Debug,
        Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
        Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
        Akka.Event.LogLevel.ErrorLevel => LogLevel.Error,
        _ => LogLevel.None, // OFF has no member: Akka.NET gives it a number above all others.
    };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var (at, source, message, cause) = logEntry.State is LogEvent log
            ? (log.Timestamp, SourceOf(log.LogSource), TextOf(log.Message), log.Cause)
            : (DateTime.UtcNow, CategoryOf(logEntry.Category), logEntry.Formatter(logEntry.State, logEntry.Exception), logEntry.Exception);
        var line = new StringBuilder();
        line.Append(at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)).Append(' ');
        AppendLevel(line, logEntry.LogLevel);
        line.Append(' ').Append(source).Append(": ");
        AppendSafely(line, message);
        if (cause is not null)
            AppendSafely(line, "\n" + cause);
        textWriter.Write(line.Append('\n').ToString());
    }

    private void AppendLevel(StringBuilder line, LogLevel level)
    {
        var (word, colour) = level switch
        {
            LogLevel.Trace or LogLevel.Debug => ("debug", "\e[90m"),
            LogLevel.Information => ("info ", "\e[32m"),
            LogLevel.Warning => ("warn ", "\e[33m"),
            LogLevel.Error => ("error", "\e[31m"),
            LogLevel.Critical => ("fatal", "\e[31m"),
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Not a level of a line."),
        };
        line.Append(_isColoured ? colour : "").Append(word).Append(_isColoured ? "\e[0m" : "");
    }

    private static void AppendSafely(StringBuilder line, string text)
    {
        foreach (var c in text.AsSpan().TrimEnd('\n'))
        {
            if (c == '\n')
                line.Append("\n    ");
            else if (char.IsControl(c) && c is not '\t' and not '\r')
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else if (c != '\r')
                line.Append(c);
        }
    }

    // akka://actor-server/user/gateway/worker-1 is gateway/worker-1 for a person.
    private static string SourceOf(string source)
    {
        var path = source.IndexOf(UserGuardian, StringComparison.Ordinal);
        return path < 0 ? source : source[(path + UserGuardian.Length)..];
    }

    // ActorServer.Gateways.Wsgi is wsgi for a person, ActorServer.Server.AccessLog access-log.
    private static string CategoryOf(string category)
    {
        if (!category.StartsWith("ActorServer.", StringComparison.Ordinal))
            return category;
        var name = category[(category.LastIndexOf('.') + 1)..];
        return name switch
        {
            "AccessLog" => "access-log",
            _ => name.ToLowerInvariant(),
        };
    }

    // Rendered here and not by ToString: which formatter an adapter was given is the runtime's affair.
    private static string TextOf(object message) =>
        message is LogMessage template ? LogTemplate.Render(template.Format, [.. template.Parameters()]) : message.ToString() ?? "";
}
